#include "generation/world/scene.hpp"

namespace rushlight::generation::world {

int label(const Scene& scene, Axis axis)
{
    const auto of = [](auto value) {
        return static_cast<int>(value);
    };
    const bool second = scene.entities.size() > 1;
    const Entity& subject = scene.entities.at(0);
    switch (axis) {
    case Axis::kind:
        return of(subject.kind);
    case Axis::colour:
        return of(subject.colour);
    case Axis::action:
        return of(subject.action);
    case Axis::direction:
        return of(subject.direction);
    case Axis::count:
        return static_cast<int>(scene.entities.size());
    case Axis::second_kind:
        return second ? of(scene.entities[1].kind) : -1;
    case Axis::second_colour:
        return second ? of(scene.entities[1].colour) : -1;
    case Axis::relation:
        return second ? of(scene.relation) : -1;
    case Axis::place:
        return of(scene.place);
    case Axis::weather:
        return has_weather(scene.place) ? of(scene.weather) : -1;
    case Axis::time:
        return of(scene.time);
    case Axis::shot:
        return of(scene.shot);
    case Axis::angle:
        return of(scene.angle);
    case Axis::move:
        return of(scene.move);
    case Axis::way:
        if (scene.move == Move::still || scene.move == Move::handheld ||
            scene.move == Move::follow) {
            return 1;
        }
        return scene.amount < 0 ? 0 : 2;
    case Axis::style:
        return of(scene.style);
    case Axis::expression:
        return subject.expression == Expression::neutral ? -1 : of(subject.expression);
    case Axis::passage:
        return subject.passage == Passage::none ? -1 : of(subject.passage);
    }
    return -1;
}

} // namespace rushlight::generation::world
