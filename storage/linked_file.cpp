#include "storage/linked_file.hpp"

#include "storage/error.hpp"
#include "storage/files.hpp"
#include "storage/sha256.hpp"

#include <sys/stat.h>

#include <algorithm>

namespace rushlight::storage {

namespace {

constexpr std::uint64_t mib = std::uint64_t{1} << 20;

std::int64_t modified_ns(const OpenFile& file)
{
    struct stat status{};
    ::fstat(file.descriptor(), &status);
    return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

std::string ends_of(const OpenFile& file)
{
    const std::uint64_t size = file.size();
    Bytes piece(static_cast<std::size_t>(std::min(size, mib)));
    Sha256 hash;
    hash.update(BytesView(piece).first(file.read(piece)));
    if (size > mib) {
        file.seek(size - std::min(size - mib, mib));
        hash.update(BytesView(piece).first(file.read(piece)));
    }
    return to_hex(hash.digest());
}

} // namespace

LinkedFile link_file(const std::filesystem::path& path)
{
    const OpenFile file = OpenFile::for_reading(path);
    return {std::filesystem::absolute(path).lexically_normal().string(),
            static_cast<std::int64_t>(file.size()),
            modified_ns(file),
            ends_of(file)};
}

LinkState check_link(const LinkedFile& linked)
{
    try {
        const OpenFile file = OpenFile::for_reading(linked.path);
        if (static_cast<std::int64_t>(file.size()) != linked.size) {
            return LinkState::changed;
        }
        const bool same = modified_ns(file) == linked.mtime_ns || ends_of(file) == linked.ends;
        return same ? LinkState::unchanged : LinkState::changed;
    } catch (const StorageError&) {
        return LinkState::offline;
    }
}

} // namespace rushlight::storage
