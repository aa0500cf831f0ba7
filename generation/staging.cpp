#include "generation/staging.hpp"

#include "generation/noise.hpp"

#include <array>
#include <utility>

namespace rushlight::generation {

namespace {

const std::array<std::pair<const char*, world::Move>, 10> moves{{
    {"static", world::Move::still},
    {"pan", world::Move::pan},
    {"tilt", world::Move::tilt},
    {"truck", world::Move::truck},
    {"crane", world::Move::crane},
    {"dolly", world::Move::dolly},
    {"zoom", world::Move::zoom},
    {"orbit", world::Move::orbit},
    {"handheld", world::Move::handheld},
    {"follow", world::Move::follow},
}};

/// `way` of a move with this amount: 0 backward, 1 none, 2 forward
int way_of(world::Move move, double amount)
{
    return move == world::Move::still || amount == 0 ? 1 : amount > 0 ? 2 : 0;
}

} // namespace

const std::vector<std::string>& world_cameras()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const auto& [name, move] : moves) {
            all.emplace_back(name);
        }
        return all;
    }();
    return names;
}

world::Move move_named(const std::string& name)
{
    for (const auto& [word, move] : moves) {
        if (name == word) {
            return move;
        }
    }
    return world::Move::still;
}

world::Scene staged(world::Parsed parsed, const Request& request, world::World world)
{
    if (!request.camera.empty()) {
        const world::Move move = move_named(request.camera.front().name);
        parsed.slots.set(world::Axis::move, static_cast<int>(move));
        parsed.slots.set(world::Axis::way, way_of(move, request.camera.front().amount));
    }
    const NoiseStream completer(static_cast<std::uint64_t>(request.seed), "completer");
    const std::uint64_t seed =
        (std::uint64_t{completer.bits(0, 0, 0, 0)} << 32) | completer.bits(0, 0, 0, 1);
    return world::complete(parsed, seed, world);
}

} // namespace rushlight::generation
