#include "cameo/grant/trust.hpp"

#include "cameo/grant/file.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <system_error>

namespace rushlight::cameo {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest = 64 * 1024;
constexpr mode_t for_everyone = 0644; // nothing secret is kept here

std::string read_line(const fs::path& path)
{
    const Bytes content = read_file(path, largest);
    std::string line(content.begin(), content.end());
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) {
        line.pop_back();
    }
    return line;
}

PublicKey read_key(const fs::path& path)
{
    const auto bytes = from_hex(read_line(path));
    const auto key = bytes ? exactly<32>(*bytes) : std::nullopt;
    if (!key) {
        throw TrustError(path.string() + " does not hold a key; restore it from a backup or enrol "
                                         "the cast member again");
    }
    return {*key};
}

void write_line(const fs::path& path, const std::string& line)
{
    write_file(path, view(line + "\n"), for_everyone);
}

/// Runs a file operation and turns what goes wrong into the module's error.
template <class Operation>
auto guarded(const fs::path& folder, const Operation& operation)
{
    try {
        return operation();
    } catch (const std::system_error& error) {
        throw TrustError("the keys in " + folder.string() + " cannot be read or written (" +
                         error.what() + "); check that the folder is yours and the disk not full");
    }
}

} // namespace

fs::path default_data_folder()
{
    const char* data = std::getenv("XDG_DATA_HOME");
    if (data != nullptr && fs::path(data).is_absolute()) {
        return fs::path(data) / "rushlight";
    }
    const char* home = std::getenv("HOME");
    if (home == nullptr || !fs::path(home).is_absolute()) {
        throw TrustError("there is no data folder; set XDG_DATA_HOME or HOME");
    }
    return fs::path(home) / ".local" / "share" / "rushlight";
}

TrustFolder::TrustFolder(fs::path data_folder)
    : folder_(std::move(data_folder) / "trust")
{
}

Trust TrustFolder::read() const
{
    return guarded(folder_, [&] {
        Trust trust;
        trust.installation = read_key(folder_ / "installation.pub");
        if (fs::exists(folder_ / "subjects")) {
            for (const auto& entry : fs::directory_iterator(folder_ / "subjects")) {
                if (entry.path().extension() != ".pub") {
                    continue; // the temporary file of an interrupted write
                }
                const PublicKey key = read_key(entry.path());
                const KeyId id = key_id(key);
                if (entry.path().stem() != to_hex(id.bytes)) {
                    throw TrustError(entry.path().string() +
                                     " holds another key than its name says; remove it and enrol "
                                     "the cast member again");
                }
                trust.subjects.emplace(id, key);
            }
        }
        if (fs::exists(folder_ / "ended")) {
            for (const auto& entry : fs::directory_iterator(folder_ / "ended")) {
                const auto bytes = from_hex(entry.path().filename().string());
                if (const auto id = bytes ? exactly<16>(*bytes) : std::nullopt) {
                    trust.ended.insert(*id);
                }
            }
        }
        if (fs::exists(folder_ / "latest")) {
            const std::string text = read_line(folder_ / "latest");
            const auto [end, error] =
                std::from_chars(text.data(), text.data() + text.size(), trust.latest);
            if (error != std::errc() || end != text.data() + text.size()) {
                throw TrustError((folder_ / "latest").string() +
                                 " does not hold a time; check the clock, then remove the file");
            }
        }
        return trust;
    });
}

void TrustFolder::write_installation(const PublicKey& key) const
{
    guarded(folder_, [&] {
        fs::create_directories(folder_);
        const fs::path path = folder_ / "installation.pub";
        if (!fs::exists(path) || read_line(path) != to_hex(key.bytes)) {
            write_line(path, to_hex(key.bytes));
        }
    });
}

void TrustFolder::pin(const PublicKey& subject) const
{
    guarded(folder_, [&] {
        fs::create_directories(folder_ / "subjects");
        const std::string name = to_hex(key_id(subject).bytes) + ".pub";
        write_line(folder_ / "subjects" / name, to_hex(subject.bytes));
    });
}

void TrustFolder::end(const GrantId& grant, BytesView revocation) const
{
    guarded(folder_, [&] {
        fs::create_directories(folder_ / "ended");
        write_file(folder_ / "ended" / to_hex(grant), revocation, for_everyone);
    });
}

void TrustFolder::see(Instant now) const
{
    guarded(folder_, [&] {
        fs::create_directories(folder_);
        const fs::path path = folder_ / "latest";
        Instant before = 0;
        if (fs::exists(path)) {
            const std::string text = read_line(path);
            std::from_chars(text.data(), text.data() + text.size(), before);
        }
        if (now > before) {
            write_line(path, std::to_string(now));
        }
    });
}

} // namespace rushlight::cameo
