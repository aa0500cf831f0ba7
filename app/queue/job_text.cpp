#include "app/queue/job_text.hpp"

#include "app/failure.hpp"

#include <nlohmann/json.hpp>

namespace rushlight::app {

using nlohmann::json;

std::string to_json(const JobText& job)
{
    return json{
        {"request", job.request}, {"take", job.take}, {"use", job.use}, {"choose", job.choose}}
        .dump();
}

JobText job_text(const std::string& text)
{
    try {
        const json value = json::parse(text);
        return {value.at("request"), value.at("take"), value.at("use"), value.at("choose")};
    } catch (const json::exception&) {
        throw Failure(Exit::unreadable,
                      "a job of the project cannot be read; cancel it and order the shot again");
    }
}

} // namespace rushlight::app
