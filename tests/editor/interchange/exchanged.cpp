#include "tests/editor/interchange/exchanged.hpp"

#include "editor/interchange/numbers.hpp"

#include <random>

namespace rushlight::editor::tests {

namespace {

Clip clip_of(const std::string& name, std::int64_t from, const Time& rate)
{
    Clip clip;
    clip.name = name;
    clip.source = Media{name, {}, Time(40)};
    clip.source_start = Time(from) / rate;
    return clip;
}

Item item_of(Timeline& film, std::int64_t length, Clip clip)
{
    return {film.next_id++, length, std::make_shared<const Clip>(std::move(clip)), {}};
}

void lay(Timeline& film, std::size_t track, std::vector<Item> items)
{
    Track changed = *film.tracks[track];
    changed.items = Items(std::move(items));
    film.tracks[track] = std::make_shared<const Track>(std::move(changed));
}

} // namespace

Timeline exchanged_film(const Time& rate, std::int64_t before, std::int64_t after, bool plain)
{
    Timeline film = empty_timeline({1280, 720}, rate, 2, 1);
    const auto gap = [&](std::int64_t length) {
        return Item{film.next_id++, length, nullptr, {}};
    };
    const Id link = film.next_id++;
    std::vector<Item> v1;
    v1.push_back(item_of(film, 48, clip_of("beach", 5, rate)));
    v1.push_back(item_of(film, 60, clip_of("harbour", 30, rate)));
    v1.back().transition = Transition{"dissolve", before, after};
    v1.push_back(gap(12));
    Clip fast = clip_of("beach", 200, rate);
    fast.speed = 2;
    v1.push_back(item_of(film, 40, fast));
    Clip linked = clip_of("harbour", 400, rate);
    linked.link = link;
    v1.push_back(item_of(film, 72, linked));
    if (!plain) {
        Clip solid;
        solid.name = "Black";
        solid.source = Solid{};
        v1.push_back(item_of(film, 24, solid));
    }
    lay(film, 0, std::move(v1));
    std::vector<Item> v2;
    v2.push_back(gap(36));
    v2.push_back(item_of(film, 20, clip_of("beach", 300, rate)));
    if (!plain) {
        Clip title;
        title.name = "At the & shore";
        title.source = Title{"At the <shore>"};
        v2.push_back(item_of(film, 30, title));
    }
    lay(film, 1, std::move(v2));
    const std::int64_t begin = assets::frame_sample(160, rate);
    const std::int64_t end = assets::frame_sample(232, rate);
    std::vector<Item> a1;
    a1.push_back(gap(begin));
    a1.push_back(item_of(film, end - begin, linked));
    lay(film, 2, std::move(a1));
    film.markers.push_back({film.next_id++, 10, "start", Marker{}.colour});
    film.markers.push_back({film.next_id++, 100, "find \"music\"", "#40C060"});
    return film;
}

DescribeMedia exchanged_media(const Time& rate)
{
    return [rate](const Media& media) {
        ExchangeMedia told;
        const bool beach = media.asset == "beach";
        told.name = media.asset + ".mov";
        told.file = "file:///films/a%20b/" + told.name;
        told.reel = beach ? "A001C003" : "B002";
        told.rate = rate;
        told.start = Time(*frame_of(beach ? "01:00:00:00" : "10:00:00:00", rate, true)) / rate;
        // a whole number of frames
        told.duration = Time((Time(40) * rate).floor_at(1)) / rate;
        told.sound = true;
        told.size = {1920, 1080};
        return told;
    };
}

FindMedia found_media(const Time& rate)
{
    return [rate](const ExchangeMedia& media) -> std::optional<FoundMedia> {
        for (const char* name : {"beach", "harbour"}) {
            if (media.name.find(name) != std::string::npos) {
                const Media found{name, {}, Time(40)};
                return FoundMedia{found, exchanged_media(rate)(found).start};
            }
        }
        return std::nullopt;
    };
}

std::vector<std::string> listed(const Exchange& exchange)
{
    std::vector<std::string> lines;
    const auto frames = [&](const Time& time) {
        return std::to_string(time.round_at(exchange.rate));
    };
    for (const ExchangeTrack& track : exchange.tracks) {
        Time at;
        for (const ExchangeItem& item : track.items) {
            const Time end = at + item.length;
            if (!item.is_gap()) {
                std::string line = track.name + " " + frames(at) + "-" + frames(end) + " from " +
                                   frames(item.source_in) + " " + item.name;
                if (const auto* index = std::get_if<std::size_t>(&item.source)) {
                    line += " (" + exchange.media.at(*index).reel + ")";
                }
                lines.push_back(std::move(line));
            }
            at = end;
        }
    }
    return lines;
}

std::string mutated(std::string text, unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) {
        return n == 0 ? 0 : random() % n;
    };
    static const char* const oddities[]{"-1",
                                        "1e999",
                                        "9223372036854775807",
                                        "-9223372036854775808",
                                        "0",
                                        "NaN",
                                        "\xff\xfe",
                                        "<",
                                        ">",
                                        "\"",
                                        "{",
                                        "]",
                                        "&lt;",
                                        "&x;",
                                        "null",
                                        "99:99:99:99",
                                        ""};
    const std::size_t changes = 1 + below(4);
    for (std::size_t i = 0; i < changes && !text.empty(); ++i) {
        const std::size_t at = below(text.size());
        switch (below(6)) {
        case 0:
            text[at] = static_cast<char>(random());
            break;
        case 1:
            text.resize(at);
            break;
        case 2:
            text.erase(at, below(40));
            break;
        case 3:
            text.insert(at, text.substr(below(text.size()), below(200)));
            break;
        case 4: { // a number or word replaced
            const auto begin = text.find_first_of("0123456789", at);
            if (begin != std::string::npos) {
                const auto end = text.find_first_not_of("0123456789.", begin);
                text.replace(begin,
                             (end == std::string::npos ? text.size() : end) - begin,
                             oddities[below(std::size(oddities))]);
            }
            break;
        }
        default:
            text.insert(at, oddities[below(std::size(oddities))]);
            break;
        }
    }
    return text;
}

} // namespace rushlight::editor::tests
