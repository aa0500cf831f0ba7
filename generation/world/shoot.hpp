#pragma once

#include "generation/world/decks.hpp"
#include "generation/world/parse.hpp"
#include "generation/world/random.hpp"
#include "generation/world/scene.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rushlight::generation::world {

/// One shot being drawn: everything that is not given comes from the seed. The dice fall the same
/// whatever is given; those of v0 as they always did.
class Shoot {
public:
    Shoot(World world, std::uint64_t seed, std::uint64_t attempt, const Parsed& wanted);

    [[nodiscard]] Scene drawn();

private:
    template <class Value>
    [[nodiscard]] Value chosen(Axis axis, Value drawn) const
    {
        return given_.has(axis) ? static_cast<Value>(given_[axis]) : drawn;
    }

    [[nodiscard]] bool v1() const { return scene_.world == World::v1; }

    // who, where and how it is shot (shoot.cpp)
    void cast_subject();
    /// v1: what people wear and carry, as entity number `index` was called.
    void dress_up(Entity& entity, std::size_t index);
    void set_light();
    void choose_shot();
    void set_camera();
    void pace_subject();
    void pass_through(double seen, double natural);

    // who else, and who stands where (blocking.cpp)
    [[nodiscard]] Entity somebody(int kind, int colour);
    void add_second();
    void place_second(Entity& other);
    void staff(bool another);
    void add_extra(std::size_t said, double side, double depth);
    [[nodiscard]] int partner_kind();
    void pair_up(Entity& other);
    void place_beside(Entity& other);
    void stand_at_shoulder();
    void spread();

    Slots given_;
    std::vector<Other> others_;
    std::vector<std::string> called_;
    Deck deck_;
    Random random_;
    Scene scene_;
    Entity subject_;
    double body_ = 1; ///< metres of the subject that a picture is framed by
    double view_ = 2; ///< metres that a wide shot shows at the subject
    double seen_ = 2; ///< v1: metres that this shot shows at the subject
};

} // namespace rushlight::generation::world
