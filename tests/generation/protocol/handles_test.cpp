#include "generation/protocol/handles.hpp"

#include <catch2/catch.hpp>

using rushlight::generation::without_handles;

TEST_CASE("handles in a prompt become what they are called", "[protocol]")
{
    const auto named = [](const std::string& handle) {
        return handle == "mia" ? std::string("person") : "<" + handle + ">";
    };
    CHECK(without_handles("@mia waves, and @old-dog_2 runs.", named) ==
          "person waves, and <old-dog_2> runs.");
    CHECK(without_handles("nobody", named) == "nobody");
    CHECK(without_handles("@mia", named) == "person");
    CHECK(without_handles("@zo\u00eb", named) == "<zo\u00eb>");
    CHECK(without_handles("a @ b", named) == "a <> b");
}
