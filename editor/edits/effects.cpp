#include "editor/edits/effects.hpp"

#include "editor/edits/change_clip.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

auto at(std::vector<Effect>& effects, std::size_t place)
{
    return effects.begin() + static_cast<std::ptrdiff_t>(place);
}

} // namespace

std::optional<Timeline> add_effect(const Timeline& timeline,
                                   Id clip,
                                   const Effect& effect,
                                   std::optional<std::size_t> place)
{
    return changed(timeline, clip, [&](Clip& copy, std::int64_t) {
        const std::size_t before = place.value_or(copy.effects.size());
        if (before > copy.effects.size() || copy.effects.size() >= effects_most) {
            return false;
        }
        copy.effects.insert(at(copy.effects, before), effect);
        return true;
    });
}

std::optional<Timeline>
set_effect(const Timeline& timeline, Id clip, std::size_t place, const Effect& effect)
{
    return changed(timeline, clip, [&](Clip& copy, std::int64_t) {
        if (place >= copy.effects.size()) {
            return false;
        }
        copy.effects[place] = effect;
        return true;
    });
}

std::optional<Timeline> set_effect(const Timeline& timeline, Id clip, const Effect& effect)
{
    return changed(timeline, clip, [&](Clip& copy, std::int64_t) {
        const auto same = [&](const Effect& e) {
            return e.effect == effect.effect;
        };
        const auto found = std::find_if(copy.effects.begin(), copy.effects.end(), same);
        if (found != copy.effects.end()) {
            *found = effect;
        } else if (copy.effects.size() < effects_most) {
            copy.effects.push_back(effect);
        }
        return true;
    });
}

std::optional<Timeline> remove_effect(const Timeline& timeline, Id clip, std::size_t place)
{
    return changed(timeline, clip, [&](Clip& copy, std::int64_t) {
        if (place >= copy.effects.size()) {
            return false;
        }
        copy.effects.erase(at(copy.effects, place));
        return true;
    });
}

std::optional<Timeline> remove_effect(const Timeline& timeline, Id clip, const std::string& effect)
{
    return changed(timeline, clip, [&](Clip& copy, std::int64_t) {
        return std::erase_if(copy.effects, [&](const Effect& e) { return e.effect == effect; }) > 0;
    });
}

std::optional<Timeline>
move_effect(const Timeline& timeline, Id clip, std::size_t from, std::size_t to)
{
    return changed(timeline, clip, [&](Clip& copy, std::int64_t) {
        if (from >= copy.effects.size() || to >= copy.effects.size()) {
            return false;
        }
        if (from < to) {
            std::rotate(
                at(copy.effects, from), at(copy.effects, from + 1), at(copy.effects, to + 1));
        } else {
            std::rotate(at(copy.effects, to), at(copy.effects, from), at(copy.effects, from + 1));
        }
        return true;
    });
}

std::optional<Timeline> copy_effects(const Timeline& timeline, Id from, Id to)
{
    const auto place = find_item(timeline, from);
    if (!place || item_at(timeline, *place).is_gap()) {
        return std::nullopt;
    }
    return changed(timeline, to, [&](Clip& copy, std::int64_t) {
        copy.effects = item_at(timeline, *place).clip->effects;
        return true;
    });
}

} // namespace rushlight::editor
