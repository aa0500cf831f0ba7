#include "generation/engine.hpp"

#include "generation/families.hpp"
#include "generation/nn/compute.hpp"
#include "generation/protocol/lora_files.hpp"

#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <filesystem>
#include <thread>
#include <utility>

namespace rushlight::generation {

namespace {

std::string joined(const std::vector<Problem>& problems)
{
    std::string sentence = "the request cannot be made";
    for (const Problem& problem : problems) {
        sentence += "; " + problem.field + " " + problem.sentence;
    }
    return sentence;
}

} // namespace

InvalidRequest::InvalidRequest(std::vector<Problem> found)
    : std::runtime_error(joined(found))
    , problems(std::move(found))
{
}

OutOfMemory::OutOfMemory(std::int64_t needed_bytes, std::int64_t free_bytes)
    : std::runtime_error("the clip needs " + std::to_string(needed_bytes / 1'000'000) +
                         " MB of memory and " + std::to_string(free_bytes / 1'000'000) +
                         " MB are free; close other programs, or choose a smaller or shorter clip")
    , needed(needed_bytes)
    , free(free_bytes)
{
}

struct Engine::State {
    std::vector<std::unique_ptr<Family>> families;
};

Engine::Engine(std::string weights_folder, int threads, std::vector<std::unique_ptr<Family>> more)
    : state_(std::make_unique<State>())
{
    nn::limit_instruction_set();
    if (threads <= 0) {
        threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    }
    at::set_num_threads(threads);
    // refuse what is not deterministic, without paying for filled memory
    at::globalContext().setDeterministicAlgorithms(true, true);
    at::globalContext().setDeterministicFillUninitializedMemory(false);
    const std::filesystem::path models(weights_folder);
    state_->families.push_back(
        previs::make_family(models / "previs" / "weights", lora_folders(models, "previs")));
    for (auto& family : more) {
        state_->families.push_back(std::move(family));
    }
}

Engine::~Engine() = default;

std::vector<Limits> Engine::limits() const
{
    std::vector<Limits> all;
    for (const auto& family : state_->families) {
        all.push_back(family->limits());
    }
    return all;
}

Family* Engine::find(const std::string& name) const
{
    for (const auto& family : state_->families) {
        if (family->limits().family == name) {
            return family.get();
        }
    }
    return nullptr;
}

Generated Engine::generate(const Request& request,
                           const Inputs& inputs,
                           const std::vector<VerifiedLikeness>& cast,
                           Observer& observer,
                           std::stop_token stop)
{
    Family* family = find(request.model);
    if (family == nullptr) {
        std::string known;
        for (const auto& each : state_->families) {
            known += (known.empty() ? "" : ", ") + each->limits().family;
        }
        throw InvalidRequest(
            {{"/model",
              "no model is called \"" + request.model.substr(0, 64) + "\"; there is " + known}});
    }
    return family->generate(request, inputs, cast, observer, std::move(stop));
}

} // namespace rushlight::generation
