// Contact sheets of the drawn world, for looking at: one PPM a call. Not installed.
//
//   world_sheet OUT.ppm [--axis NAME] [--size N] [--frame N] [--seed N] [--rows N] [--columns N]

#include "generation/world/render/renderer.hpp"
#include "generation/world/splits.hpp"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

using namespace rushlight::generation::world;

int main(int count, char** words)
{
    if (count < 2) {
        std::puts("world_sheet OUT.ppm [--axis NAME --value N] [--size N] [--frame N] [--seed N] "
                  "[--rows N] [--columns N] [--film]");
        return 2;
    }
    std::string axis;
    int value = -1;
    int size = 256;
    int frame = 12;
    int rows = 4;
    int columns = 4;
    std::uint64_t seed = 1;
    bool film = false;
    for (int i = 2; i < count; ++i) {
        const std::string word = words[i];
        const char* next = i + 1 < count ? words[i + 1] : "0";
        if (word == "--axis") {
            axis = next;
        } else if (word == "--value") {
            value = std::stoi(next);
        } else if (word == "--size") {
            size = std::stoi(next);
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
        }
    }
    std::vector<std::uint8_t> sheet(static_cast<std::size_t>(rows * columns * size * size * 3));
    const auto place = [&](const RenderedClip& clip, int in_clip, int row, int column) {
        for (int y = 0; y < size; ++y) {
            const std::uint8_t* from =
                clip.rgb.data() +
                (static_cast<std::size_t>(in_clip) * static_cast<std::size_t>(size * size) +
                 static_cast<std::size_t>(y * size)) *
                    3;
            std::uint8_t* to = sheet.data() + ((static_cast<std::size_t>(row * size + y)) *
                                                   static_cast<std::size_t>(columns * size) +
                                               static_cast<std::size_t>(column * size)) *
                                                  3;
            std::memcpy(to, from, static_cast<std::size_t>(size) * 3);
        }
    };
    int cell = 0;
    double spent = 0;
    for (std::uint64_t s = seed; cell < (film ? rows : rows * columns); ++s) {
        const Scene scene = sample_scene(s);
        bool wanted = axis.empty();
        for (int a = 0; a < axis_count && !wanted; ++a) {
            const auto one = static_cast<Axis>(a);
            if (name(one) != axis) {
                continue;
            }
            std::vector<int> drawn;
            for (int v = 0; v < classes(one); ++v) {
                if (drawn_in_v0(one, v)) {
                    drawn.push_back(v);
                }
            }
            wanted = label(scene, one) ==
                     (value >= 0 ? value : drawn[static_cast<std::size_t>(cell) % drawn.size()]);
        }
        if (!wanted) {
            continue;
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
            const RenderedClip clip = render(scene, size, size, columns, columns / 2.75, options);
            for (int c = 0; c < columns; ++c) {
                place(clip, c, cell, c);
            }
        } else {
            options.start_seconds = frame / 12.0;
            place(render(scene, size, size, 1, 12, options), 0, cell / columns, cell % columns);
        }
        spent += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        ++cell;
    }
    std::ofstream out(words[1], std::ios::binary);
    out << "P6\n" << columns * size << " " << rows * size << "\n255\n";
    out.write(reinterpret_cast<const char*>(sheet.data()),
              static_cast<std::streamsize>(sheet.size()));
    std::printf("%.2f ms a frame\n", spent * 1000 / (rows * columns));
    return out ? 0 : 1;
}
