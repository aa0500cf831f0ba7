// A worker with a ToyFamily: `toy-engine serve --fd N`, for the tests of the studio's side.
#include "app/worker/process.hpp"
#include "tests/app/toy/toy_family.hpp"

#ifdef TOY_HAS_LIKENESSES
#include "app/worker/likenesses.hpp"
#endif

#include <cstdlib>
#include <string>

int main(int count, char** words)
{
    if (count != 4 || std::string(words[1]) != "serve" || std::string(words[2]) != "--fd") {
        return 2;
    }
    rushlight::app::worker::become_worker();
    const char* models = std::getenv("RUSHLIGHT_MODELS");
    rushlight::test::ToyFamily family(
        models == nullptr ? "" : std::filesystem::path(models) / "toy" / "weights");
    auto services = rushlight::test::toy_services(family);
#ifdef TOY_HAS_LIKENESSES
    rushlight::app::worker::Likenesses likenesses;
    services.verify = [&likenesses](const auto& submission) {
        return likenesses.verify(submission);
    };
#endif
    rushlight::app::worker::Session session(rushlight::generation::Descriptor(std::atoi(words[3])),
                                            services);
    return session.run();
}
