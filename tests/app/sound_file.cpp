#include "tests/app/sound_file.hpp"

#include <cstdint>
#include <fstream>

namespace rushlight::test {

void write_wav(const std::filesystem::path& file)
{
    constexpr std::uint32_t bytes = 2 * 12'000;
    std::ofstream out(file, std::ios::binary);
    const auto put = [&](std::uint32_t value, int count) {
        for (int i = 0; i < count; ++i) {
            out.put(static_cast<char>(value >> (8 * i) & 0xffU));
        }
    };
    out << "RIFF";
    put(36 + bytes, 4);
    out << "WAVEfmt ";
    put(16, 4);
    put(1, 2);
    put(1, 2);
    put(48'000, 4);
    put(96'000, 4);
    put(2, 2);
    put(16, 2);
    out << "data";
    put(bytes, 4);
    out << std::string(bytes, '\0');
}

} // namespace rushlight::test
