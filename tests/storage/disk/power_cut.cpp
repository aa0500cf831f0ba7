#include "tests/storage/disk/power_cut.hpp"

#include <algorithm>
#include <fstream>
#include <random>

namespace rushlight::test::disk {

namespace fs = std::filesystem;

namespace {

using Kind = Operation::Kind;
using Random = std::mt19937_64;

constexpr std::uint64_t sector = 512;

void place(std::string& content, std::uint64_t offset, std::string_view bytes)
{
    if (content.size() < offset + bytes.size()) {
        content.resize(offset + bytes.size());
    }
    content.replace(offset, bytes.size(), bytes);
}

void apply(std::string& content, const Operation& operation)
{
    if (operation.kind == Kind::resize) {
        content.resize(operation.offset);
    } else {
        place(content, operation.offset, operation.bytes);
    }
}

/// A write of which only some sectors reached the disk.
void apply_torn(std::string& content, const Operation& operation, Random& random)
{
    std::uint64_t at = 0;
    while (at < operation.bytes.size()) {
        const std::uint64_t to_border = sector - (operation.offset + at) % sector;
        const std::uint64_t size = std::min<std::uint64_t>(to_border, operation.bytes.size() - at);
        if (random() % 2 == 0) {
            place(
                content, operation.offset + at, std::string_view(operation.bytes).substr(at, size));
        }
        at += size;
    }
}

/// The content after a cut: what was synced, and a choice of what came after.
std::string content_after(const std::vector<const Operation*>& operations, Random& random)
{
    std::string content;
    std::size_t at = 0;
    for (std::size_t i = 0; i < operations.size(); ++i) {
        if (operations[i]->kind == Kind::sync) {
            for (; at < i; ++at) {
                if (operations[at]->kind != Kind::sync) {
                    apply(content, *operations[at]);
                }
            }
        }
    }
    const std::uint64_t choice = random() % 4;
    for (; at < operations.size(); ++at) {
        const Operation& operation = *operations[at];
        if (operation.kind == Kind::sync || choice == 0) {
            continue; // nothing unsynced has reached the disk
        }
        if (choice == 1) {
            apply(content, operation); // everything has
        } else if (random() % 2 == 0) {
            operation.kind == Kind::write&& random() % 2 == 0
                ? apply_torn(content, operation, random)
                : apply(content, operation);
        }
    }
    return content;
}

bool is_name(const Operation& operation)
{
    return operation.kind == Kind::make || operation.kind == Kind::make_folder ||
           operation.kind == Kind::rename || operation.kind == Kind::remove;
}

using Folders = std::map<Inode, std::map<std::string, Inode>>;

/// The names after a cut.
Folders names_after(const std::vector<Operation>& operations, std::size_t count, Random& random)
{
    std::vector<const Operation*> names;
    std::vector<bool> synced;
    std::size_t last_synced = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Operation& operation = operations[i];
        if (is_name(operation)) {
            names.push_back(&operation);
            synced.push_back(false);
        } else if (operation.kind == Kind::sync) {
            for (std::size_t n = 0; n < names.size(); ++n) {
                if (names[n]->folder == operation.inode || names[n]->to_folder == operation.inode) {
                    synced[n] = true;
                    last_synced = std::max(last_synced, n + 1);
                }
            }
        }
    }
    const bool journal = random() % 2 == 0;
    const std::size_t end = last_synced + random() % (names.size() - last_synced + 1);
    Folders folders;
    for (std::size_t n = 0; n < names.size(); ++n) {
        const bool reached = journal ? n < end : synced[n] || random() % 2 == 0;
        if (!reached) {
            continue;
        }
        const Operation& name = *names[n];
        if (name.kind == Kind::rename) {
            folders[name.folder].erase(name.name);
            folders[name.to_folder][name.to_name] = name.inode;
        } else if (name.kind == Kind::remove) {
            folders[name.folder].erase(name.name);
        } else {
            folders[name.folder][name.name] = name.inode;
        }
    }
    return folders;
}

} // namespace

void cut_power(const std::vector<Operation>& operations,
               std::size_t count,
               std::uint64_t seed,
               const fs::path& target)
{
    Random random(seed);
    std::map<Inode, std::vector<const Operation*>> files;
    std::map<Inode, bool> is_folder{{root, true}};
    for (std::size_t i = 0; i < count; ++i) {
        const Operation& operation = operations[i];
        if (operation.kind == Kind::make_folder) {
            is_folder[operation.inode] = true;
        } else if (operation.kind == Kind::write || operation.kind == Kind::resize ||
                   operation.kind == Kind::sync) {
            files[operation.inode].push_back(&operation);
        }
    }
    const Folders folders = names_after(operations, count, random);
    const std::function<void(Inode, const fs::path&)> write = [&](Inode inode,
                                                                  const fs::path& path) {
        fs::create_directories(path);
        const auto entries = folders.find(inode);
        if (entries == folders.end()) {
            return;
        }
        for (const auto& [name, child] : entries->second) {
            if (is_folder.count(child) != 0) {
                write(child, path / name);
                continue;
            }
            const auto file = files.find(child);
            std::ofstream(path / name, std::ios::binary)
                << (file == files.end() ? std::string() : content_after(file->second, random));
        }
    };
    write(root, target);
}

std::uint64_t acknowledged(const std::vector<Operation>& operations, std::size_t count)
{
    std::uint64_t highest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (operations[i].kind == Kind::acknowledge) {
            highest = std::max(highest, operations[i].offset);
        }
    }
    return highest;
}

} // namespace rushlight::test::disk
