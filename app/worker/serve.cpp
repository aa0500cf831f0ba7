#include "app/worker/commands.hpp"
#include "app/worker/likenesses.hpp"
#include "app/worker/options.hpp"
#include "app/worker/process.hpp"
#include "app/worker/session.hpp"
#include "generation/models/stage/family.hpp"
#include "generation/protocol/models_folder.hpp"
#include "kernels/isa.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace rushlight::app::worker {

namespace {

constexpr const char* help = R"(rushlight-engine serve --fd N [--models FOLDER] [--threads N]

  Makes shots for the studio at the other end of socket N. The studio starts this by itself.

  --models FOLDER   where the models lie (default: RUSHLIGHT_MODELS, else beside the program)
  --threads N       of the engine (default: RUSHLIGHT_THREADS, else all cores)

Example, from a program that holds one end of a socket pair as descriptor 3:
  rushlight-engine serve --fd 3
)";

std::string models_folder(const Options& options)
{
    return options.text("--models", generation::shipped_models().string());
}

int thread_count(const Options& options)
{
    const char* named = std::getenv("RUSHLIGHT_THREADS");
    const double usual = named == nullptr ? 0 : std::atoi(named);
    const auto threads = static_cast<int>(options.number("--threads", usual, 0, 1024));
    return threads > 0 ? threads
                       : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

} // namespace

int serve(const std::vector<std::string>& arguments)
{
    const Options options(arguments, {"--fd", "--models", "--threads"}, {"--help"});
    if (options.has("--help")) {
        std::fputs(help, stdout);
        return 0;
    }
    const auto socket = static_cast<int>(options.number("--fd", -1, -1, 1 << 20));
    if (socket < 0 || ::fcntl(socket, F_GETFD) < 0) {
        throw std::invalid_argument("serve needs the --fd of a studio's socket; see --help");
    }
    // no later child of a library may hold the socket open
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    become_worker();

    const int threads = thread_count(options);
    std::vector<std::unique_ptr<generation::Family>> families;
    families.push_back(generation::stage::make_family());
    generation::Engine engine(models_folder(options), threads, std::move(families));
    Likenesses likenesses;
    Services services;
    services.limits = engine.limits();
    for (const auto& limits : services.limits) {
        for (auto& sentence : engine.find(limits.family)->missing()) {
            services.missing.push_back(std::move(sentence));
        }
    }
    services.find = [&engine](const std::string& family) {
        return engine.find(family);
    };
    services.verify = [&likenesses](const Submission& submission) {
        return likenesses.verify(submission);
    };
    services.build = RUSHLIGHT_VERSION;
    services.instruction_set = kernels::name_of(kernels::isa());
    services.threads = threads;
    Session session(generation::Descriptor(socket), std::move(services));
    return session.run();
}

} // namespace rushlight::app::worker
