#include "app/cli/studio.hpp"
#include "app/cli/verbs.hpp"
#include "app/places.hpp"
#include "app/project/kept_weights.hpp"
#include "app/project/stored_take.hpp"
#include "app/queue/shot_order.hpp"
#include "assets/take.hpp"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cmath>
#include <limits>

namespace rushlight::app {

namespace {

namespace fs = std::filesystem;

/// A project below the cache folder that is removed at the end.
class Scratch {
public:
    Scratch()
        : folder_(cache_folder() / ("verify-" + std::to_string(::getpid()) + ".rushlight"))
    {
        fs::create_directories(folder_.parent_path());
        fs::remove_all(folder_);
    }

    ~Scratch()
    {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    [[nodiscard]] const fs::path& folder() const { return folder_; }

private:
    fs::path folder_;
};

/// Peak signal to noise over all frames, in dB; infinite when they are the same.
double psnr(const fs::path& a, const fs::path& b)
{
    const auto one = assets::read_take(a);
    const auto two = assets::read_take(b);
    if (one.frames != two.frames || one.width != two.width || one.height != two.height) {
        return 0;
    }
    double sum = 0;
    double count = 0;
    for (std::int64_t n = 0; n < one.frames; ++n) {
        const auto left = one.rgb(n);
        const auto right = two.rgb(n);
        for (std::size_t i = 0; i < left.size(); ++i) {
            const double off = static_cast<double>(left[i]) - right[i];
            sum += off * off;
        }
        count += static_cast<double>(left.size());
    }
    return sum == 0 ? std::numeric_limits<double>::infinity()
                    : 10 * std::log10(255.0 * 255.0 * count / sum);
}

/// What of two recipes explains small differences; empty when nothing does.
std::string excuse(const generation::Recipe& before, const generation::Recipe& now)
{
    std::string said;
    const auto differs = [&](const char* what, const std::string& a, const std::string& b) {
        if (a != b) {
            said +=
                (said.empty() ? "" : ", ") + std::string(what) + " " + a + " then, " + b + " now";
        }
    };
    differs("engine", before.engine_build, now.engine_build);
    differs("instructions", before.instruction_set, now.instruction_set);
    differs("device", before.device, now.device);
    return said;
}

/// A fresh worker with the weights of one recipe where the project keeps them, else with those that
/// ship, and the queue before it.
class Remaker {
public:
    Remaker(storage::Project& from,
            storage::Project& into,
            LikenessGate& gate,
            const generation::Recipe& recipe)
        : family_(recipe.request.model)
        , weights_(recipe.model_hashes)
        , models_(keeps_weights(from.media(), recipe)
                      ? std::make_unique<KeptModels>(from.media(), recipe)
                      : nullptr)
        , worker_(worker_options(models_ ? models_->folder() : fs::path()))
        , queue_(into, worker_, &gate)
    {
    }

    [[nodiscard]] bool is_for(const generation::Recipe& recipe) const
    {
        return family_ == recipe.request.model && weights_ == recipe.model_hashes;
    }

    /// It has the weights that the project keeps.
    [[nodiscard]] bool from_project() const { return models_ != nullptr; }

    [[nodiscard]] Queue& queue() { return queue_; }

private:
    std::string family_;
    std::map<std::string, std::string> weights_;
    std::unique_ptr<KeptModels> models_;
    WorkerClient worker_;
    Queue queue_;
};

struct Verdict {
    enum class Kind { identical, close, different, not_remade };

    Kind kind = Kind::different;
    std::string sentence;
};

Verdict compare(const StoredTake& before, const StoredTake& again)
{
    if (before.facts->identity == again.facts->identity) {
        return {Verdict::Kind::identical, "identical"};
    }
    if (before.recipe.model_hashes != again.recipe.model_hashes) {
        return {Verdict::Kind::different,
                "different: it was made with other weights than the model has now"};
    }
    const double db = psnr(before.film, again.film);
    const std::string why = excuse(before.recipe, again.recipe);
    char measured[48];
    std::snprintf(measured, sizeof measured, "PSNR %.1f dB", db);
    if (!why.empty() && db >= 40) {
        return {Verdict::Kind::close, std::string("close (") + measured + "; " + why + ")"};
    }
    return {Verdict::Kind::different,
            std::string("different (") + measured +
                (why.empty() ? "; nothing else than the pictures differs)" : "; " + why + ")")};
}

const char* word(Verdict::Kind kind)
{
    switch (kind) {
    case Verdict::Kind::identical:
        return "identical";
    case Verdict::Kind::close:
        return "close";
    case Verdict::Kind::different:
        return "different";
    case Verdict::Kind::not_remade:
        return "not_remade";
    }
    return "";
}

} // namespace

void run(const VerifyOptions& options, Report& report, const std::stop_token& stop)
{
    auto project = look_at_project(project_folder(options.project), report);
    const Scratch scratch;
    auto again = storage::Project::create(scratch.folder());
    People people;
    std::unique_ptr<Remaker> remaker;
    int made = 0;
    int different = 0;
    int refused = 0;
    for (const auto& take : all_takes(project)) {
        if (!take.ready()) {
            continue;
        }
        const std::string name = "take " + std::to_string(take.row.id);
        Verdict verdict;
        try {
            Order order = order_again(project, take.recipe.request);
            order.clip = name;
            order.name = name;
            if (!remaker || !remaker->is_for(take.recipe)) {
                remaker.reset(); // one engine at a time
                remaker = std::make_unique<Remaker>(project, again, people.gate(), take.recipe);
                (void)await_engine(remaker->queue(), stop);
            }
            Queue& queue = remaker->queue();
            const auto done = await_job(queue, queue.submit(order).job, name, report, stop);
            verdict = compare(take, *find_take(again, done.take));
            ++made;
        } catch (const Failure& failure) {
            if (failure.exit == Exit::consent) {
                verdict = {Verdict::Kind::not_remade,
                           std::string("not made again: ") + failure.what()};
            } else if (failure.exit == Exit::unreadable || failure.exit == Exit::usage ||
                       (failure.exit == Exit::model_missing && remaker &&
                        remaker->from_project())) { // weights that this engine no longer reads
                verdict = {Verdict::Kind::different,
                           std::string("cannot be made again: ") + failure.what()};
            } else {
                throw;
            }
        }
        different += verdict.kind == Verdict::Kind::different ? 1 : 0;
        refused += verdict.kind == Verdict::Kind::not_remade ? 1 : 0;
        report.result(name + " (" + take.row.clip + "): " + verdict.sentence,
                      {{"take", take.row.id},
                       {"clip", take.row.clip},
                       {"verdict", word(verdict.kind)},
                       {"sentence", verdict.sentence}});
    }
    if (different > 0) {
        throw Failure(Exit::different,
                      std::to_string(different) + " of " +
                          std::to_string(made + refused + different) +
                          " takes did not come out as they were; see the lines above");
    }
    report.note(std::to_string(made) + " takes made again, " + std::to_string(refused) +
                " not allowed");
}

} // namespace rushlight::app
