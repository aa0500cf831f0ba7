// The colours of what people wear.

#include "generation/world/render/wardrobe.hpp"

#include <cmath>

namespace rushlight::generation::world {

Rgb apart(const Rgb& colour, const Rgb& from)
{
    const float near =
        std::abs(colour.r - from.r) + std::abs(colour.g - from.g) + std::abs(colour.b - from.b);
    return near > 0.5F ? colour : (luma(from) > 0.55F ? mix(from, ink_dark, 0.6F) : linen);
}

Outfit outfit_of(const Entity& entity, const Measures& body)
{
    const Genome& genome = entity.genome;
    const Rgb skin = skin_of(entity);
    constexpr Rgb steel = hex(0x8B929B);
    Outfit outfit;
    outfit.shirt = ink(entity.colour);
    outfit.accent = ink(entity.second_colour);
    outfit.trousers = body.robot ? steel : outfit.accent;
    outfit.hips = outfit.accent;
    outfit.sleeve = body.robot ? steel : outfit.shirt;
    outfit.forearm = genome.clothes % 5 == 2 && !body.robot ? skin : outfit.shirt;
    outfit.shin = genome.clothes % 3 == 1 && !body.robot ? skin : outfit.trousers;
    outfit.shoe = body.robot ? hex(0x5A6069) : mix(outfit.accent, ink_dark, 0.75F);
    if (genome.pattern == plain || body.robot) {
        return outfit;
    }
    switch (genome.pattern) {
    case coat:
    case hooded:
        outfit.forearm = outfit.shirt;
        outfit.shin = outfit.trousers;
        outfit.hips = genome.pattern == coat ? outfit.shirt : outfit.hips;
        break;
    case dress_cut:
        outfit.hips = outfit.shirt;
        outfit.trousers = skin;
        outfit.shin = skin;
        outfit.forearm = skin;
        break;
    case overalls:
        outfit.shirt = mix(outfit.shirt, linen, 0.05F);
        outfit.hips = apart(outfit.accent, outfit.shirt);
        outfit.trousers = outfit.hips;
        outfit.shin = outfit.hips;
        break;
    case suit:
        outfit.forearm = outfit.shirt;
        outfit.trousers = mix(outfit.shirt, ink_dark, 0.3F);
        outfit.hips = outfit.trousers;
        outfit.shin = outfit.trousers;
        break;
    case jersey:
        outfit.sleeve = apart(outfit.accent, outfit.shirt);
        outfit.forearm = skin;
        outfit.shin = skin;
        break;
    case waistcoat:
        outfit.sleeve = luma(outfit.shirt) > 0.75F ? hex(0xBFD3E6) : linen;
        outfit.forearm = outfit.sleeve;
        break;
    default:
        break;
    }
    return outfit;
}

bool wears_skirt(const Entity& entity)
{
    return entity.kind != Kind::robot &&
           (entity.genome.pattern == coat || entity.genome.pattern == dress_cut ||
            (entity.genome.pattern == plain && entity.genome.clothes % 4 == 3 &&
             is_gesture(entity.action)));
}

} // namespace rushlight::generation::world
