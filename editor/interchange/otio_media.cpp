#include "editor/interchange/otio_media.hpp"

#include "editor/interchange/media_places.hpp"
#include "editor/interchange/numbers.hpp"

namespace rushlight::editor {

namespace {

bool is_colour(const std::string& text)
{
    return text.size() == 7 && text[0] == '#' &&
           text.find_first_not_of("0123456789ABCDEFabcdef", 1) == std::string::npos;
}

ExchangeSource generator(const JsonField& reference, const std::string& where, Losses& losses)
{
    const std::string kind = reference.text("generator_kind");
    std::string colour;
    std::string text;
    if (const auto parameters = reference.find("parameters")) {
        colour = parameters->text("colour");
        text = parameters->lines("text");
    }
    if (kind == "Title" && !text.empty()) {
        Title title;
        title.text = text;
        title.colour = is_colour(colour) ? colour : title.colour;
        return title;
    }
    if (kind != "SolidColor" && kind != "black") {
        losses.add("the generator \"" + kind + "\", now black,", where);
    }
    Solid solid;
    solid.colour = is_colour(colour) ? colour : solid.colour;
    return solid;
}

/// The tape's name as other programs keep it; `otherwise` where there is none.
std::string reel_of(const JsonField& clip, const std::string& otherwise)
{
    const auto metadata = clip.find("metadata");
    if (!metadata || !metadata->value().is_object()) {
        return otherwise;
    }
    const auto list = metadata->find("cmx_3600");
    return list && list->value().is_object() ? list->text("reel", otherwise) : otherwise;
}

} // namespace

OtioRange OtioMedia::read_clip(const JsonField& clip,
                               ExchangeItem& item,
                               TrackKind kind,
                               const std::string& where,
                               Losses& losses)
{
    const auto references = clip.find("media_references"); // Clip.2; Clip.1 has only one
    auto reference =
        references ? references->find(clip.text("active_media_reference_key", "DEFAULT_MEDIA"))
                   : clip.find("media_reference");
    std::optional<OtioRange> available;
    if (reference) {
        if (const auto range = reference->find("available_range")) {
            available = otio_range(*range);
        }
    }
    std::optional<OtioRange> part = available;
    if (const auto range = clip.find("source_range")) {
        part = otio_range(*range);
    }
    if (!part) {
        clip.refuse("the clip has neither a source_range nor an available_range; give it a length "
                    "and export it again");
    }
    item.source_in = part->start;
    item.length = part->duration;
    const std::string schema = reference ? schema_of(*reference).name : "MissingReference";
    if (schema == "GeneratorReference") {
        item.source = generator(*reference, where, losses);
        return *part;
    }
    ExchangeMedia medium;
    if (schema == "ExternalReference") {
        medium.file = reference->text("target_url");
    } else if (schema != "MissingReference") {
        losses.add("the " + schema + " of the media", where);
    }
    const std::string given = reference ? reference->text("name") : std::string();
    medium.name = !medium.file.empty() ? last_part(medium.file) : given.empty() ? item.name : given;
    medium.reel = reel_of(clip, given);
    if (available) {
        medium.start = available->start;
        medium.duration = available->duration;
        medium.rate = available->rate;
    }
    medium.picture = kind == TrackKind::video;
    medium.sound = kind == TrackKind::audio;
    item.source = number_of(std::move(medium));
    return *part;
}

std::size_t OtioMedia::number_of(ExchangeMedia medium)
{
    const std::string key = medium.file + "\n" + medium.name + "\n" + medium.reel + "\n" +
                            assets::to_string(medium.start.value_or(Time(-1))) + "\n" +
                            assets::to_string(medium.duration.value_or(Time(-1)));
    const auto [found, is_new] = numbers_.emplace(key, media_.size());
    if (is_new) {
        media_.push_back(std::move(medium));
        return found->second;
    }
    ExchangeMedia& known = media_[found->second];
    known.picture = known.picture || medium.picture;
    known.sound = known.sound || medium.sound;
    return found->second;
}

} // namespace rushlight::editor
