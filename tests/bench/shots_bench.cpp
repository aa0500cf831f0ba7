// How long a warm worker takes for a shot, driven as the studio drives it: previs, 33 frames at
// 256×256; stage, two seconds at 720p and 1080p.
#include "app/worker_client/worker_client.hpp"
#include "generation/protocol/frame_spool.hpp"
#include "generation/protocol/json.hpp"
#include "tests/bench/row.hpp"
#include "tests/support/temporary_folder.hpp"

#include <unistd.h>

#include <fstream>
#include <stdexcept>

using namespace rushlight;
using Seconds = std::chrono::duration<double>;
using std::chrono::steady_clock;

namespace {

struct Shot {
    double preview = -1; ///< seconds from submit to the first preview
    double done = 0;
    double forecast = 0; ///< seconds that the worker told before
    double resident = 0; ///< MiB, the worker's peak so far
};

double peak_resident(int process)
{
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    std::string word;
    while (status >> word) {
        if (word == "VmHWM:") {
            double kib = 0;
            status >> kib;
            return kib / 1024;
        }
    }
    return 0;
}

template <class Wanted>
Wanted wait_for(app::WorkerClient& worker,
                const std::function<void(const app::WorkerEvent&)>& on_event)
{
    for (;;) {
        for (const auto& event : worker.wait(std::chrono::seconds(1))) {
            on_event(event);
            if (const auto* const wanted = std::get_if<Wanted>(&event)) {
                return *wanted;
            }
            if (const auto* const failed = std::get_if<generation::message::Failed>(&event)) {
                throw std::runtime_error(failed->sentence);
            }
            if (const auto* const lost = std::get_if<app::Lost>(&event)) {
                throw std::runtime_error(lost->sentence);
            }
        }
    }
}

Shot make(app::WorkerClient& worker,
          const std::filesystem::path& folder,
          const generation::Request& request,
          int rate,
          int number)
{
    const std::string job = std::to_string(number);
    Shot shot;
    worker.ask({.job = job, .request = generation::to_json(request)});
    shot.forecast = wait_for<generation::message::Forecast>(worker, [](const auto&) {}).seconds;
    const auto spool = generation::FrameSpool::create(folder / (job + ".spool"),
                                                      {request.size, request.frames, rate});
    generation::message::Submit submit;
    submit.job = job;
    submit.request = generation::to_json(request);
    std::vector<generation::Descriptor> descriptors;
    descriptors.emplace_back(dup(spool.file().number()));
    const auto began = steady_clock::now();
    const auto elapsed = [&] {
        return Seconds(steady_clock::now() - began).count();
    };
    worker.submit(std::move(submit), std::move(descriptors));
    (void)wait_for<app::Made>(worker, [&](const app::WorkerEvent& event) {
        if (shot.preview < 0 && std::holds_alternative<generation::message::Preview>(event)) {
            shot.preview = elapsed();
        }
    });
    shot.done = elapsed();
    shot.resident = peak_resident(worker.process());
    return shot;
}

const char* const prompt =
    "Wide shot. A red balloon floats over a meadow at golden hour. Clear sky. "
    "Slow push-in. Marker previs.";

void previs(app::WorkerClient& worker, const std::filesystem::path& folder)
{
    constexpr int rate = 12;
    generation::Request request;
    request.prompt = prompt;
    request.seed = 1;
    int number = 0;
    request.steps = 2;
    (void)make(worker, folder, request, rate, number++); // loads the weights
    double resident = 0;
    for (const int steps : {8, 0}) {
        const std::string name = steps == 0 ? "previs default quality" : "previs 8 steps";
        bench::Row done{name, "s", {}, "forecast", {}};
        bench::Row preview{name + ", first preview", "s", {}, {}, {}};
        for (int run = 0; run < 5; ++run) {
            request.steps = steps;
            const Shot shot = make(worker, folder, request, rate, number++);
            done.runs.push_back(shot.done);
            done.peer_runs.push_back(shot.forecast);
            if (shot.preview >= 0) {
                preview.runs.push_back(shot.preview);
            }
            resident = shot.resident;
        }
        bench::print(done);
        if (!preview.runs.empty()) {
            bench::print(preview);
        }
    }
    bench::print({"previs worker, peak resident memory", "MiB", {resident}, {}, {}});
}

void stage(app::WorkerClient& worker, const std::filesystem::path& folder)
{
    constexpr int rate = 24;
    generation::Request request;
    request.model = "stage";
    request.prompt = prompt;
    request.seed = 1;
    request.frames = 2 * rate;
    int number = 0;
    for (const generation::Size size : {generation::Size{1280, 720}, {1920, 1080}}) {
        request.size = size;
        const std::string name = "stage, 2 s at " + std::to_string(size.height) + "p";
        bench::Row done{name, "s", {}, "its own length", {2}};
        bench::Row forecast{name + ", forecast", "s", {}, "made in", {}};
        for (int run = 0; run < 3; ++run) {
            const Shot shot = make(worker, folder, request, rate, number++);
            done.runs.push_back(shot.done);
            forecast.runs.push_back(shot.forecast);
            forecast.peer_runs.push_back(shot.done);
        }
        bench::print(done);
        bench::print(forecast);
    }
}

} // namespace

int main(int count, char** words)
{
    try {
        const test::TemporaryFolder folder;
        app::WorkerOptions options;
        options.program = app::find_worker_program();
        app::WorkerClient worker(options);
        (void)wait_for<generation::message::Ready>(worker, [](const auto&) {});
        const bool drawn = count > 1 && std::string(words[1]) == "stage";
        (drawn ? stage : previs)(worker, folder.path());
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "shots_bench: %s\n", error.what());
        return 1;
    }
}
