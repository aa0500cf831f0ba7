#include "app/cli/deliver.hpp"
#include "app/cli/recipe_source.hpp"
#include "app/cli/studio.hpp"
#include "app/cli/verbs.hpp"
#include "app/places.hpp"
#include "assets/writer.hpp"
#include "generation/protocol/json.hpp"
#include "generation/protocol/lora_files.hpp"
#include "generation/protocol/models_folder.hpp"
#include "storage/library.hpp"

#include <nlohmann/json.hpp>
#include <sys/random.h>

#include <cstring>
#include <fstream>

namespace rushlight::app {

namespace {

namespace fs = std::filesystem;
using generation::Limits;

std::int64_t any_seed()
{
    std::uint32_t seed = 0;
    (void)!::getrandom(&seed, sizeof seed, 0);
    return seed;
}

/// The LoRA of this name as it lies there today.
generation::Lora lora_named(const GenerateOptions::Lora& wanted, const std::string& family)
{
    const auto folders = generation::lora_folders(generation::shipped_models(), family);
    const auto file = generation::find_lora(folders, wanted.name);
    if (!file) {
        std::string known;
        for (const auto& name : generation::lora_names(folders)) {
            known += (known.empty() ? "there is " : ", ") + name;
        }
        throw Failure(Exit::model_missing,
                      "there is no LoRA \"" + wanted.name + "\"; " +
                          (known.empty() ? "bring one in with rushlight models add" : known));
    }
    return {wanted.name, file->sha256, wanted.weight};
}

/// What of a request is a plain value.
void apply(const GenerateOptions& options, generation::Request& request)
{
    const auto set = [](auto& field, const auto& given) {
        if (given) {
            field = *given;
        }
    };
    set(request.prompt, options.prompt);
    set(request.negative, options.negative);
    set(request.seed, options.seed);
    set(request.frames, options.frames);
    set(request.steps, options.steps);
    set(request.guidance, options.guidance);
    set(request.pass, options.pass);
    if (options.motion) {
        request.motion = options.motion;
    }
    if (!options.camera.empty()) {
        request.camera = options.camera;
    }
    if (!options.loras.empty()) {
        request.loras.clear();
        for (const auto& lora : options.loras) {
            request.loras.push_back(lora_named(lora, request.model));
        }
    }
}

Order order_of(const GenerateOptions& options,
               const Limits& limits,
               storage::Project& project,
               cameo::ConsentGate& gate)
{
    Order order;
    auto& request = order.request;
    request.model = limits.family;
    request.size = options.size.value_or(limits.sizes.front());
    request.frames = limits.frame_counts.front();
    request.seed = any_seed();
    apply(options, request);
    // before pictures are read and scaled for nothing
    generation::Request alone = request;
    alone.prompt = "x";
    if (const auto problems = validate(alone, limits); !problems.empty()) {
        throw Failure(
            Exit::usage, problems.front().field + " " + problems.front().sentence, problems);
    }
    for (const auto& image : options.images) {
        add_picture(order, image.path, image.frame, &gate);
    }
    if (!options.brush.empty()) {
        add_brush(order, options.brush);
    }
    if (!options.source.empty()) {
        const double strength = options.strength.value_or(0.6);
        std::error_code gone;
        const auto take = fs::exists(options.source, gone)
                              ? std::nullopt
                              : take_by_number(project, options.source);
        if (take) {
            add_source(order, *take, strength, limits.rate);
        } else {
            add_source(order, fs::path(options.source), strength, limits.rate);
        }
    }
    add_cast(order, options.cast, limits.references_most, &gate);
    return order;
}

/// Writes the frames of each preview as PNGs, a new one over the one before.
class PreviewFolder {
public:
    PreviewFolder(fs::path folder, Report& report)
        : folder_(std::move(folder))
        , report_(report)
    {
        fs::create_directories(folder_);
    }

    void write(const JobPreview& preview)
    {
        const auto bytes = static_cast<std::size_t>(preview.size.width) *
                           static_cast<std::size_t>(preview.size.height) * 3;
        for (int n = 0; n < preview.frames; ++n) {
            char name[32];
            std::snprintf(name, sizeof name, "preview-%03d.png", n);
            assets::FrameBuffer buffer(preview.size.width,
                                       preview.size.height,
                                       assets::PixelFormat::rgb24,
                                       assets::srgb_full);
            const auto row = static_cast<std::size_t>(preview.size.width) * 3;
            for (int y = 0; y < preview.size.height; ++y) {
                std::memcpy(buffer.data[0] + y * buffer.strides[0],
                            preview.rgb.data() + static_cast<std::size_t>(n) * bytes +
                                static_cast<std::size_t>(y) * row,
                            row);
            }
            assets::write_png(folder_ / name, buffer.freeze());
            report_.preview("frame " + std::to_string(n), folder_ / name);
        }
    }

private:
    fs::path folder_;
    Report& report_;
};

} // namespace

void run(const GenerateOptions& options, Report& report, const std::stop_token& stop)
{
    const fs::path out(options.out);
    const fs::path folder =
        options.project.empty() ? loose_takes() : project_folder(options.project);
    if (options.project.empty()) {
        fs::create_directories(folder.parent_path());
    }
    auto project = open_project(folder, true);
    People people;
    if (!options.project.empty()) {
        storage::note_project(people.library(), fs::absolute(folder));
    }
    Order order;
    std::unique_ptr<KeptModels> models;
    if (!options.recipe.empty()) {
        Again again = order_by_recipe(options.recipe, project, people.library());
        order = std::move(again.order);
        apply(options, order.request);
        if (order.request == again.recipe.request) { // else a new shot, with today's weights
            models = kept_models(again.recipe, project, people.library());
        }
    }
    WorkerClient worker(worker_options(models ? models->folder() : fs::path()));
    Queue queue(project, worker, &people.gate());
    const auto& ready = await_engine(queue, stop);
    if (options.recipe.empty()) {
        const Limits& limits = family_named(ready, options.model.value_or(""));
        order = order_of(options, limits, project, people.gate().gate());
    }
    order.clip = out.stem().string();
    order.name = out.stem().string();
    std::unique_ptr<PreviewFolder> previews;
    PreviewSink sink;
    if (!options.preview.empty()) {
        previews = std::make_unique<PreviewFolder>(options.preview, report);
        sink = [&previews](const JobPreview& preview) {
            previews->write(preview);
        };
    }
    const Ordered ordered = queue.submit(order);
    const JobDone done = await_job(queue, ordered.job, "shot", report, stop, sink);
    const auto take = find_take(project, done.take);
    deliver_take(*take, out);
    for (const auto& line : take->recipe.grounding) {
        report.note(line);
    }
    report.result(fs::absolute(out).string() + " (take " + std::to_string(done.take) + ", seed " +
                      std::to_string(take->recipe.request.seed) + ")",
                  {{"file", fs::absolute(out).string()},
                   {"project", fs::absolute(folder).string()},
                   {"take", done.take},
                   {"clip", order.clip},
                   {"recipe", nlohmann::json::parse(take->recipe_json)},
                   {"recipe_hash", take->recipe_hash},
                   {"identity", take->facts->identity}});
}

} // namespace rushlight::app
