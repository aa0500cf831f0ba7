// Contact sheets of the drawn world, for looking at: one PPM a call. Not installed.
//
//   world_sheet OUT.ppm [--world v0|v1] [--axis NAME [--value N]] [--size N] [--width N] [--frame
//   N]
//                       [--seed N] [--rows N] [--columns N] [--film] [--set AXIS=VALUE]… [--prompt
//                       TEXT]
//
// --axis goes through the values of an axis (or shows --value alone); --set and --prompt say what
// every picture shows; --film: a row is one clip.

#include "generation/world/parse.hpp"
#include "generation/world/render/renderer.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

using namespace rushlight::generation::world;

namespace {

int value_of(Axis axis, const std::string& word)
{
    for (int value = 0; value < classes(axis); ++value) {
        if (name(axis, value) == word) {
            return value;
        }
    }
    std::printf("%s has no value %s\n", std::string(name(axis)).c_str(), word.c_str());
    std::exit(2);
}

Axis axis_of(const std::string& word)
{
    for (int axis = 0; axis < axis_count; ++axis) {
        if (name(static_cast<Axis>(axis)) == word) {
            return static_cast<Axis>(axis);
        }
    }
    std::printf("there is no axis %s\n", word.c_str());
    std::exit(2);
}

} // namespace

int main(int count, char** words)
{
    if (count < 2) {
        std::puts("world_sheet OUT.ppm [--world v0|v1] [--axis NAME [--value N]] [--size N] "
                  "[--width N] [--frame N] [--seed N] [--rows N] [--columns N] [--film] "
                  "[--set AXIS=VALUE]... [--prompt TEXT]");
        return 2;
    }
    std::string axis;
    int value = -1;
    int size = 256;
    int width = 0;
    int frame = 12;
    int rows = 4;
    int columns = 4;
    std::uint64_t seed = 1;
    bool film = false;
    World world = World::v0;
    Parsed wanted;
    bool staged = false;
    for (int i = 2; i < count; ++i) {
        const std::string word = words[i];
        const std::string next = i + 1 < count ? words[i + 1] : "0";
        if (word == "--axis") {
            axis = next;
        } else if (word == "--world") {
            world = next == "v1" ? World::v1 : World::v0;
        } else if (word == "--value") {
            value = std::stoi(next);
        } else if (word == "--size") {
            size = std::stoi(next);
        } else if (word == "--width") {
            width = std::stoi(next);
        } else if (word == "--frame") {
            frame = std::stoi(next);
        } else if (word == "--rows") {
            rows = std::stoi(next);
        } else if (word == "--columns") {
            columns = std::stoi(next);
        } else if (word == "--seed") {
            seed = std::stoull(next);
        } else if (word == "--film") {
            film = true;
        } else if (word == "--set") {
            const auto sign = next.find('=');
            const Axis which = axis_of(next.substr(0, sign));
            wanted.slots.set(which, value_of(which, next.substr(sign + 1)));
            staged = true;
        } else if (word == "--prompt") {
            wanted = parse_prompt(next, world);
            for (const std::string& line : wanted.grounding) {
                std::printf("   %s\n", line.c_str());
            }
            staged = true;
        }
    }
    width = width > 0 ? width : size;
    const auto row_bytes = static_cast<std::size_t>(width) * 3;
    std::vector<std::uint8_t> sheet(static_cast<std::size_t>(rows * columns * size) * row_bytes);
    const auto place = [&](const RenderedClip& clip, int in_clip, int row, int column) {
        for (int y = 0; y < size; ++y) {
            std::memcpy(sheet.data() + (static_cast<std::size_t>(row * size + y) *
                                            static_cast<std::size_t>(columns) +
                                        static_cast<std::size_t>(column)) *
                                           row_bytes,
                        clip.rgb.data() + static_cast<std::size_t>(in_clip * size + y) * row_bytes,
                        row_bytes);
        }
    };
    int cell = 0;
    double spent = 0;
    for (std::uint64_t s = seed; cell < (film ? rows : rows * columns); ++s) {
        Parsed said = wanted;
        if (staged && !axis.empty()) { // the axis is set, not searched for
            const Axis one = axis_of(axis);
            said.slots.set(one, value >= 0 ? value : cell % classes(one));
        }
        const Scene scene = staged ? complete(said, s, world) : sample_scene(s, world);
        if (!staged && !axis.empty()) {
            const Axis one = axis_of(axis);
            std::vector<int> shown;
            for (int v = 0; v < classes(one); ++v) {
                if (drawn(world, one, v)) {
                    shown.push_back(v);
                }
            }
            if (label(scene, one) !=
                (value >= 0 ? value : shown[static_cast<std::size_t>(cell) % shown.size()])) {
                continue;
            }
        }
        std::printf("%2d seed %llu:", cell, static_cast<unsigned long long>(s));
        for (int a = 0; a < axis_count; ++a) {
            const int of = label(scene, static_cast<Axis>(a));
            if (of >= 0) {
                std::printf(" %s", std::string(name(static_cast<Axis>(a), of)).c_str());
            }
        }
        std::puts("");
        const auto begin = std::chrono::steady_clock::now();
        RenderOptions options;
        if (film) {
            const RenderedClip clip =
                render(scene, width, size, columns, columns / scene.seconds, options);
            for (int c = 0; c < columns; ++c) {
                place(clip, c, cell, c);
            }
        } else {
            options.start_seconds = frame / 12.0;
            place(render(scene, width, size, 1, 12, options), 0, cell / columns, cell % columns);
        }
        spent += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        ++cell;
    }
    std::ofstream out(words[1], std::ios::binary);
    out << "P6\n" << columns * width << " " << rows * size << "\n255\n";
    out.write(reinterpret_cast<const char*>(sheet.data()),
              static_cast<std::streamsize>(sheet.size()));
    std::printf("%.2f ms a frame\n", spent * 1000 / (rows * columns));
    return out ? 0 : 1;
}
