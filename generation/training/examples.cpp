#include "generation/training/examples.hpp"

#include "generation/training/lesson.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace rushlight::generation::training {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t examples_most = 256;
constexpr std::size_t caption_bytes_most = 1000;

[[noreturn]] void refuse(const fs::path& file, const std::string& why)
{
    throw std::runtime_error(file.string() + " " + why);
}

/// The next number of a netpbm header; comments run from # to the end of the line. −1: none.
int header_number(std::istream& in)
{
    int letter = in.get();
    while (letter == '#' || (letter >= 0 && std::isspace(letter) != 0)) {
        if (letter == '#') {
            while (letter >= 0 && letter != '\n') {
                letter = in.get();
            }
        }
        letter = in.get();
    }
    int number = -1;
    while (letter >= '0' && letter <= '9' && number < 100'000) {
        number = std::max(number, 0) * 10 + letter - '0';
        letter = in.get();
    }
    return letter >= 0 && std::isspace(letter) != 0 ? number : -1; // one space ends it
}

/// One picture [H, W, 3]; undefined at the file's end.
at::Tensor next_picture(std::istream& in, const fs::path& file)
{
    char kind[2];
    if (!in.read(kind, 2)) {
        return {};
    }
    if (kind[0] != 'P' || kind[1] != '6') {
        refuse(file, "is no P6 picture; write it with ffmpeg -i PICTURE NAME.ppm");
    }
    const int width = header_number(in), height = header_number(in), most = header_number(in);
    if (most != 255) {
        refuse(file, "is no P6 picture of 8 bits a colour");
    }
    if (width < 16 || height < 16 || width > 4096 || height > 4096) {
        refuse(file,
               "has " + std::to_string(width) + "x" + std::to_string(height) +
                   " pixels; an example has sides of 16 to 4096");
    }
    at::Tensor picture = at::empty({height, width, 3}, at::kByte);
    if (!in.read(reinterpret_cast<char*>(picture.mutable_data_ptr<std::uint8_t>()),
                 picture.numel())) {
        refuse(file, "is cut short");
    }
    return picture;
}

std::string caption_of(fs::path file)
{
    file.replace_extension(".txt");
    std::ifstream in(file, std::ios::binary);
    std::string text(caption_bytes_most, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    std::replace_if(
        text.begin(),
        text.end(),
        [](char letter) { return static_cast<unsigned char>(letter) < 0x20; },
        ' ');
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

} // namespace

std::vector<fs::path> example_files(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        if (entry.path().extension() == ".ppm") {
            files.push_back(entry.path());
        }
    }
    if (files.empty() || files.size() > examples_most) {
        throw std::runtime_error(folder.string() + " has " + std::to_string(files.size()) +
                                 " examples (NAME.ppm); 8 to 32 do well, at most " +
                                 std::to_string(examples_most));
    }
    std::sort(files.begin(), files.end());
    return files;
}

Example read_example(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        refuse(file, "cannot be read");
    }
    std::vector<at::Tensor> frames;
    while (std::ssize(frames) < example_frames_most) {
        at::Tensor picture = next_picture(in, file);
        if (!picture.defined()) {
            break;
        }
        if (!frames.empty() && picture.sizes() != frames.front().sizes()) {
            refuse(file, "has pictures of different sizes; a clip has one");
        }
        frames.push_back(std::move(picture));
        while (in.peek() == '\n') { // some writers end a picture so
            in.get();
        }
    }
    if (frames.empty()) {
        refuse(file, "is empty");
    }
    frames.resize(1 + (frames.size() - 1) / 4 * 4);
    return {file.stem().string(), caption_of(file), at::stack(frames)};
}

void write_example(const fs::path& folder, const Example& example)
{
    fs::create_directories(folder);
    const fs::path file = folder / (example.name + ".ppm");
    std::ofstream out(file, std::ios::binary);
    const at::Tensor frames = example.frames.contiguous();
    for (std::int64_t i = 0; i < frames.size(0); ++i) {
        const at::Tensor picture = frames[i];
        out << "P6\n" << picture.size(1) << ' ' << picture.size(0) << "\n255\n";
        out.write(reinterpret_cast<const char*>(picture.const_data_ptr<std::uint8_t>()),
                  picture.numel());
    }
    if (!example.caption.empty()) {
        std::ofstream(folder / (example.name + ".txt")) << example.caption << '\n';
    }
    if (!out.flush()) {
        refuse(file, "cannot be written");
    }
}

at::Tensor cropped(const at::Tensor& frames, const Crop& crop, std::int64_t side)
{
    const auto height = frames.size(1), width = frames.size(2);
    const auto length = std::max<std::int64_t>(
        1, static_cast<std::int64_t>(crop.size * static_cast<double>(std::min(height, width))));
    const auto first = [&](double place, std::int64_t whole) {
        return static_cast<std::int64_t>(place * static_cast<double>(whole - length));
    };
    at::Tensor video = frames.narrow(1, first(crop.y, height), length)
                           .narrow(2, first(crop.x, width), length)
                           .permute({0, 3, 1, 2})
                           .to(at::kFloat); // [T, 3, length, length]
    if (length != side) {
        video = at::_upsample_bilinear2d_aa(video, {side, side}, false);
    }
    if (crop.mirrored) {
        video = video.flip(3);
    }
    return (video / 127.5 - 1).transpose(0, 1).contiguous();
}

std::vector<Crop> crops_of(std::size_t i, int count, bool mirror)
{
    Dice dice(i * 0x100000001b3ULL + 17);
    std::vector<Crop> crops;
    for (int k = 0; k < count; ++k) {
        Crop crop;
        if (k > 1) {
            crop = {dice.between(0.75, 1), dice.uniform(), dice.uniform(), false};
        }
        crop.mirrored = mirror && k % 2 == 1;
        crops.push_back(crop);
    }
    return crops;
}

} // namespace rushlight::generation::training
