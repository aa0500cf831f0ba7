#include "storage/backups.hpp"

#include "storage/files.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <map>
#include <optional>
#include <set>

namespace rushlight::storage {

namespace fs = std::filesystem;

namespace {

const std::string prefix = "project-";
const std::string migration_mark = "-before-migration";

std::optional<Backup> read_name(const fs::path& file)
{
    const std::string name = file.filename().string();
    std::tm time{};
    int used = 0;
    const std::string pattern = prefix + "%4d%2d%2dT%2d%2d%2dZ%n";
    if (std::sscanf(name.c_str(),
                    pattern.c_str(),
                    &time.tm_year,
                    &time.tm_mon,
                    &time.tm_mday,
                    &time.tm_hour,
                    &time.tm_min,
                    &time.tm_sec,
                    &used) != 6 ||
        used == 0) {
        return std::nullopt;
    }
    const std::string rest = name.substr(static_cast<std::size_t>(used));
    if (rest != ".db" && rest != migration_mark + ".db") {
        return std::nullopt;
    }
    time.tm_year -= 1900;
    time.tm_mon -= 1;
    return Backup{file, Moment(std::chrono::seconds(::timegm(&time))), rest != ".db"};
}

} // namespace

std::string stamp(Moment moment)
{
    const std::time_t seconds =
        std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
    std::tm time{};
    ::gmtime_r(&seconds, &time);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &time);
    return text.data();
}

std::vector<Moment> expired_backups(std::vector<Moment> taken)
{
    struct Tier {
        std::chrono::minutes span;
        std::size_t spans;
    };

    static constexpr std::array<Tier, 3> tiers{
        {{std::chrono::minutes(10), 6}, {std::chrono::hours(1), 8}, {std::chrono::hours(24), 5}}};
    std::sort(taken.rbegin(), taken.rend());
    std::set<Moment> kept;
    for (const Tier& tier : tiers) {
        std::set<std::int64_t> spans;
        for (const Moment moment : taken) {
            const std::int64_t span = moment.time_since_epoch() / tier.span;
            if (spans.size() < tier.spans && spans.insert(span).second) {
                kept.insert(moment); // newest first, so this is the newest of its span
            }
        }
    }
    std::erase_if(taken, [&](Moment moment) { return kept.count(moment) != 0; });
    return taken;
}

bool backup_due(const std::vector<Backup>& backups, Moment now)
{
    return backups.empty() || now - backups.front().taken >= std::chrono::minutes(10) ||
           backups.front().taken > now + std::chrono::minutes(10); // the clock went back
}

std::vector<Backup> list_backups(const fs::path& folder)
{
    std::vector<Backup> backups;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (auto backup = read_name(entry.path())) {
            backups.push_back(std::move(*backup));
        }
    }
    std::sort(backups.begin(), backups.end(), [](const Backup& a, const Backup& b) {
        return a.taken > b.taken;
    });
    return backups;
}

bool back_up(Database& database, const fs::path& folder, Moment now, const BackupOptions& options)
{
    make_folder(folder);
    const fs::path copy = folder / "incoming.db";
    std::error_code ignored;
    fs::remove(copy, ignored);
    fs::remove(copy.string() + "-journal", ignored);
    if (!database.copy_to(copy, options.gently, options.stop)) {
        fs::remove(copy, ignored);
        return false;
    }
    const auto problems = Database(copy, {.read_only = true}).problems();
    if (!problems.empty()) {
        fs::remove(copy, ignored);
        throw StorageError(StorageError::Code::damaged,
                           database.file().string() + " is damaged (" + problems.front() +
                               "); restore it from a backup");
    }
    OpenFile::for_reading(copy).sync();
    rename_durably(copy,
                   folder / (prefix + stamp(now) +
                             (options.before_migration ? migration_mark : std::string()) + ".db"));

    std::vector<Moment> taken;
    std::map<Moment, fs::path> files;
    for (const Backup& backup : list_backups(folder)) {
        if (!backup.before_migration) {
            taken.push_back(backup.taken);
            files[backup.taken] = backup.file;
        }
    }
    for (const Moment moment : expired_backups(taken)) {
        fs::remove(files.at(moment), ignored);
    }
    return true;
}

} // namespace rushlight::storage
