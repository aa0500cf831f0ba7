#include "app/cli/studio.hpp"
#include "app/cli/verbs.hpp"
#include "app/places.hpp"
#include "generation/protocol/lora_files.hpp"
#include "storage/library.hpp"
#include "storage/sha256.hpp"

#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include <array>
#include <chrono>
#include <fstream>
#include <set>
#include <thread>

namespace rushlight::app {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// What an engine says when it starts; it is ended again at once.
generation::message::Ready ask_engine(const std::stop_token& stop)
{
    WorkerClient worker(worker_options());
    while (!stop.stop_requested()) {
        for (auto& event : worker.wait(std::chrono::milliseconds(200))) {
            if (auto* ready = std::get_if<generation::message::Ready>(&event)) {
                return std::move(*ready);
            }
            if (const auto* lost = std::get_if<Lost>(&event); lost && lost->given_up) {
                throw Failure(Exit::internal, lost->sentence);
            }
        }
    }
    throw Failure(Exit::cancelled, "cancelled");
}

std::string sizes_of(const generation::Limits& limits)
{
    std::string text;
    for (const auto& size : limits.sizes) {
        text += (text.empty() ? "" : ", ") + std::to_string(size.width) + "x" +
                std::to_string(size.height);
    }
    return text;
}

/// Whether the file's own header says that it is a LoRA: only those are copied to where the engine
/// looks for them.
bool is_lora(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::array<unsigned char, 8> length{};
    in.read(reinterpret_cast<char*>(length.data()), length.size());
    std::uint64_t size = 0;
    for (unsigned i = 0; i < 8; ++i) {
        size |= std::uint64_t{length[i]} << (8 * i);
    }
    std::string header(std::min<std::uint64_t>(size, 1 << 20), ' '); // a LoRA's is far shorter
    in.read(header.data(), static_cast<std::streamsize>(header.size()));
    const json facts = json::parse(header, nullptr, false);
    if (!facts.is_object() || !facts.contains("__metadata__")) {
        return false;
    }
    const json& metadata = facts["__metadata__"];
    return metadata.is_object() && metadata.contains("format") && metadata["format"].is_string() &&
           metadata["format"].get<std::string>().rfind("rushlight-lora-", 0) == 0;
}

/// Copies a LoRA to the user's others, over one of the same name.
fs::path keep_lora(const fs::path& file)
{
    const std::string name = file.stem().string();
    const fs::path folder = generation::user_loras();
    if (!generation::is_lora_name(name) || fs::file_size(file) > generation::lora_bytes_most) {
        throw Failure(Exit::unreadable,
                      file.string() + " cannot be a LoRA: it needs a shorter name, or it is above "
                                      "64 MB");
    }
    fs::create_directories(folder);
    const fs::path kept = folder / (name + ".safetensors");
    std::error_code other;
    if (!fs::equivalent(file, kept, other)) {
        const fs::path whole = folder / ("." + name + ".new");
        fs::copy_file(file, whole, fs::copy_options::overwrite_existing);
        fs::rename(whole, kept);
    }
    return kept;
}

storage::ModelEntry entry_of(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::array<unsigned char, 9> head{};
    if (!in.read(reinterpret_cast<char*>(head.data()), head.size())) {
        throw Failure(Exit::unreadable,
                      "cannot read " + file.string() + "; name a .safetensors file");
    }
    std::uint64_t header = 0;
    for (unsigned i = 0; i < 8; ++i) {
        header |= std::uint64_t{head[i]} << (8 * i);
    }
    const auto size = fs::file_size(file);
    if (header < 2 || header > size - 8 || head[8] != '{') {
        throw Failure(Exit::unreadable, file.string() + " is no safetensors file");
    }
    struct stat facts{};
    ::stat(file.c_str(), &facts);
    storage::ModelEntry entry;
    entry.path = fs::absolute(file);
    entry.name = file.stem().string();
    entry.size = static_cast<std::int64_t>(size);
    entry.mtime_ns = std::int64_t{facts.st_mtim.tv_sec} * 1'000'000'000 + facts.st_mtim.tv_nsec;
    entry.hash = storage::to_hex(storage::hash_file(file));
    return entry;
}

void add(const std::string& path, Report& report)
{
    if (!fs::exists(path)) {
        throw Failure(Exit::unreadable, path + " is not there");
    }
    std::vector<fs::path> files;
    if (fs::is_directory(path)) {
        for (const auto& entry : fs::recursive_directory_iterator(path)) {
            if (entry.is_regular_file() && entry.path().extension() == ".safetensors") {
                files.push_back(entry.path());
            }
        }
        if (files.empty()) {
            throw Failure(Exit::unreadable, path + " holds no .safetensors file");
        }
    } else {
        files.emplace_back(path);
    }
    auto library = storage::open_library(data_folder());
    for (const auto& file : files) {
        auto entry = entry_of(file);
        const bool lora = is_lora(file);
        if (lora) {
            entry = entry_of(keep_lora(file));
        }
        storage::register_model(library, entry);
        report.result(entry.path.string() + " is registered (" + entry.hash.substr(0, 12) + ")" +
                          (lora ? "; use it as --lora " + entry.name : ""),
                      {{"file", entry.path.string()}, {"sha256", entry.hash}});
    }
}

void list(Report& report, const std::stop_token& stop)
{
    const auto ready = ask_engine(stop);
    for (const auto& limits : ready.limits) {
        report.result(limits.family + "  " + limits.title + "  " + sizes_of(limits) + "  " +
                          std::to_string(limits.rate) + " fps",
                      {{"family", limits.family},
                       {"title", limits.title},
                       {"cameras", limits.cameras},
                       {"frames", limits.frame_counts},
                       {"rate", limits.rate}});
    }
    for (const auto& sentence : ready.missing) {
        report.note(sentence);
    }
    auto library = storage::open_library(data_folder());
    for (const auto& entry : storage::list_models(library)) {
        report.result(entry.path.string() + "  registered",
                      {{"file", entry.path.string()}, {"sha256", entry.hash}});
    }
}

void check(Report& report, const std::stop_token& stop)
{
    auto library = storage::open_library(data_folder());
    std::string damaged;
    for (const auto& entry : storage::list_models(library)) {
        const bool sound =
            fs::exists(entry.path) && storage::to_hex(storage::hash_file(entry.path)) == entry.hash;
        report.result(entry.path.string() + (sound ? "  as registered" : "  changed or gone"),
                      {{"file", entry.path.string()}, {"sound", sound}});
        if (!sound && damaged.empty()) {
            damaged = entry.path.string();
        }
    }
    const auto ready = ask_engine(stop);
    for (const auto& limits : ready.limits) {
        report.result(limits.family + "  " + (ready.missing.empty() ? "complete" : "incomplete"),
                      {{"family", limits.family}, {"complete", ready.missing.empty()}});
    }
    if (!ready.missing.empty()) {
        throw Failure(Exit::model_missing, ready.missing.front());
    }
    if (!damaged.empty()) {
        throw Failure(Exit::unreadable,
                      damaged + " is not what was registered; add it again or bring it back");
    }
}

std::string cpu_paths()
{
    std::ifstream in("/proc/cpuinfo");
    std::string line;
    std::set<std::string> flags;
    while (std::getline(in, line)) {
        if (line.rfind("flags", 0) == 0) {
            std::istringstream words(line.substr(line.find(':') + 1));
            for (std::string word; words >> word;) {
                flags.insert(word);
            }
            break;
        }
    }
    std::string found = "scalar";
    for (const char* flag : {"avx2", "avx512f", "avx512_bf16", "amx_bf16"}) {
        if (flags.count(flag) != 0) {
            found += std::string(", ") + flag;
        }
    }
    return found;
}

double memory_gib(const char* which)
{
    std::ifstream in("/proc/meminfo");
    std::string word;
    double kilobytes = 0;
    while (in >> word) {
        if (word == which) {
            in >> kilobytes;
        }
    }
    return kilobytes / 1024 / 1024;
}

std::string gib(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f GiB", value);
    return text;
}

/// Free room where this folder is or would be.
std::string room(fs::path folder)
{
    std::error_code failed;
    while (!folder.empty() && !fs::exists(folder, failed) && folder != folder.parent_path()) {
        folder = folder.parent_path();
    }
    const auto space = fs::space(folder, failed);
    return failed ? "unknown" : gib(static_cast<double>(space.available) / (1U << 30U)) + " free";
}

} // namespace

void run(const ModelsOptions& options, Report& report, const std::stop_token& stop)
{
    switch (options.verb) {
    case ModelsOptions::Verb::list:
        list(report, stop);
        return;
    case ModelsOptions::Verb::check:
        check(report, stop);
        return;
    case ModelsOptions::Verb::add:
        add(options.path, report);
        return;
    }
}

void run(const DoctorOptions&, Report& report, const std::stop_token& stop)
{
    const auto say = [&](const std::string& what, const std::string& found) {
        report.result(what + std::string(std::max<std::size_t>(14 - what.size(), 1), ' ') + found,
                      {{"what", what}, {"found", found}});
    };
    say("processor",
        std::to_string(std::thread::hardware_concurrency()) + " cores; paths: " + cpu_paths());
    say("memory", gib(memory_gib("MemTotal:")) + ", " + gib(memory_gib("MemAvailable:")) + " free");
    say("GPU",
        fs::exists("/dev/nvidia0") ? "an NVIDIA device is here" : "none; the processor is used");
    say("data", data_folder().string() + ", " + room(data_folder()));
    say("cache", cache_folder().string() + ", " + room(cache_folder()));
    std::vector<std::string> missing;
    try {
        const auto ready = ask_engine(stop);
        say("engine",
            ready.build + ", " + ready.device + ", " + ready.instruction_set + ", " +
                std::to_string(ready.threads) + " threads");
        for (const auto& limits : ready.limits) {
            say("model", limits.family + " (" + limits.title + ")");
        }
        missing = ready.missing;
    } catch (const std::exception& error) {
        missing.emplace_back(error.what());
    }
    for (const auto& sentence : missing) {
        say("missing", sentence);
    }
    if (missing.empty()) {
        say("missing", "nothing");
    }
}

} // namespace rushlight::app
