// A worker with a ToyFamily: `toy-engine serve --fd N`, for the tests of the studio's side.
#include "app/worker/process.hpp"
#include "tests/app/toy/toy_family.hpp"

#include <cstdlib>
#include <string>

int main(int count, char** words)
{
    if (count != 4 || std::string(words[1]) != "serve" || std::string(words[2]) != "--fd") {
        return 2;
    }
    rushlight::app::worker::become_worker();
    rushlight::test::ToyFamily family;
    rushlight::app::worker::Session session(rushlight::generation::Descriptor(std::atoi(words[3])),
                                            rushlight::test::toy_services(family));
    return session.run();
}
