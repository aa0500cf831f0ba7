#include "generation/checkpoint/safetensors.hpp"

#include "generation/checkpoint/header.hpp"

#include <ATen/ops/empty.h>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>
#include <set>
#include <utility>

static_assert(std::endian::native == std::endian::little, "safetensors is little-endian");

namespace rushlight::generation {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t longest_header = 25'000'000;
constexpr std::size_t chunk_bytes = std::size_t{8} << 20;

using Code = CheckpointError::Code;
using ReadAt = std::function<void(void* to, std::uint64_t offset, std::uint64_t bytes)>;

constexpr std::array<std::pair<const char*, at::ScalarType>, 10> types{{
    {"F64", at::kDouble},
    {"F32", at::kFloat},
    {"F16", at::kHalf},
    {"BF16", at::kBFloat16},
    {"I64", at::kLong},
    {"I32", at::kInt},
    {"I16", at::kShort},
    {"I8", at::kChar},
    {"U8", at::kByte},
    {"BOOL", at::kBool},
}};

at::ScalarType type_of(const std::string& dtype)
{
    for (const auto& [name, type] : types) {
        if (dtype == name) {
            return type;
        }
    }
    throw CheckpointError(Code::malformed, "no element type is called " + dtype);
}

std::string name_of(at::ScalarType type, const std::string& tensor)
{
    for (const auto& [name, known] : types) {
        if (type == known) {
            return name;
        }
    }
    throw CheckpointError(
        Code::malformed,
        "tensor " + tensor + " has an element type that safetensors cannot hold; convert it first");
}

class File {
public:
    File(const fs::path& path, int flags, mode_t mode = 0644)
        : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, mode))
        , error_(descriptor_ < 0 ? errno : 0)
    {
    }

    ~File()
    {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }

    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }

    [[nodiscard]] int error() const { return error_; }

private:
    int descriptor_;
    int error_;
};

Checkpoint read_with(const ReadAt& read_at, std::uint64_t size, const std::string& name)
{
    const auto refuse = [&](const std::string& why) {
        throw CheckpointError(Code::malformed,
                              "cannot read " + name + ": " + why +
                                  "; fetch the file again or use another");
    };
    std::uint64_t header_bytes = 0;
    if (size < sizeof(header_bytes) + 2) {
        refuse(size == 0 ? "it is empty" : "it is too short for a safetensors file");
    }
    read_at(&header_bytes, 0, sizeof(header_bytes));
    if (header_bytes > longest_header) {
        refuse("it is not a safetensors file, or its header is larger than 25 MB");
    }
    if (header_bytes > size - sizeof(header_bytes)) {
        refuse("it is cut off in its header");
    }
    std::string text(header_bytes, '\0');
    read_at(text.data(), sizeof(header_bytes), header_bytes);
    const std::uint64_t data = sizeof(header_bytes) + header_bytes;
    Header header = parse_header(text, size - data, name);

    Checkpoint checkpoint;
    checkpoint.metadata = std::move(header.metadata);
    for (const auto& [tensor, entry] : header.entries) {
        at::Tensor values = at::empty(entry.shape, type_of(entry.dtype));
        auto* bytes = static_cast<std::uint8_t*>(values.data_ptr());
        for (std::uint64_t done = 0; done < entry.end - entry.begin;) {
            const std::uint64_t part =
                std::min<std::uint64_t>(chunk_bytes, entry.end - entry.begin - done);
            read_at(bytes + done, data + entry.begin + done, part);
            done += part;
        }
        if (entry.dtype == "BOOL") {
            // any other byte in a bool is undefined behaviour
            for (std::uint64_t i = 0; i < entry.end - entry.begin; ++i) {
                if (bytes[i] > 1) {
                    refuse("tensor " + tensor + " holds a boolean that is neither true nor false");
                }
            }
        }
        checkpoint.tensors.emplace(tensor, std::move(values));
    }
    return checkpoint;
}

struct Layout {
    std::string header; ///< with its length in front
    std::vector<std::pair<std::string, at::Tensor>> tensors;
};

Layout lay_out(const Checkpoint& checkpoint)
{
    Layout layout;
    for (const auto& [name, tensor] : checkpoint.tensors) {
        layout.tensors.emplace_back(name, tensor.detach().to(at::kCPU).contiguous());
    }
    std::stable_sort(
        layout.tensors.begin(), layout.tensors.end(), [](const auto& a, const auto& b) {
            return a.second.element_size() > b.second.element_size();
        });
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!checkpoint.metadata.empty()) {
        header["__metadata__"] = checkpoint.metadata;
    }
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : layout.tensors) {
        const std::uint64_t end = offset + tensor.nbytes();
        header[name] = {{"dtype", name_of(tensor.scalar_type(), name)},
                        {"shape", tensor.sizes().vec()},
                        {"data_offsets", {offset, end}}};
        offset = end;
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    const std::uint64_t length = text.size();
    layout.header.resize(sizeof(length));
    std::memcpy(layout.header.data(), &length, sizeof(length));
    layout.header += text;
    return layout;
}

std::string shard_name(const std::string& stem, std::size_t index, std::size_t count)
{
    char numbers[48];
    std::snprintf(numbers, sizeof(numbers), "-%05zu-of-%05zu", index, count);
    return stem + numbers + ".safetensors";
}

/// (index, count) of a shard's name, (0, 0) for any other file
std::pair<std::size_t, std::size_t> shard_of(const std::string& file, const std::string& stem)
{
    std::size_t index = 0;
    std::size_t count = 0;
    if (file.size() == stem.size() + 27 && file.compare(0, stem.size(), stem) == 0 &&
        std::sscanf(file.c_str() + stem.size(), "-%5zu-of-%5zu", &index, &count) == 2 &&
        file == shard_name(stem, index, count)) {
        return {index, count};
    }
    return {0, 0};
}

void sync_folder(const fs::path& folder)
{
    const File handle(folder, O_RDONLY | O_DIRECTORY);
    if (handle.descriptor() >= 0) {
        ::fsync(handle.descriptor());
    }
}

} // namespace

Checkpoint read_safetensors(const fs::path& path)
{
    const std::string name = path.filename().string();
    const File file(path, O_RDONLY);
    struct stat before = {};
    if (file.descriptor() < 0 || ::fstat(file.descriptor(), &before) != 0) {
        throw CheckpointError(Code::unreadable,
                              "cannot open " + path.string() + ": " + std::strerror(file.error()));
    }
    if (!S_ISREG(before.st_mode)) {
        throw CheckpointError(Code::unreadable, "cannot open " + path.string() + ": it is no file");
    }
    const auto read_at = [&](void* to, std::uint64_t offset, std::uint64_t bytes) {
        auto* out = static_cast<std::uint8_t*>(to);
        while (bytes > 0) {
            const ssize_t got = ::pread(file.descriptor(),
                                        out,
                                        static_cast<std::size_t>(bytes),
                                        static_cast<off_t>(offset));
            if (got < 0 && errno == EINTR) {
                continue;
            }
            if (got <= 0) {
                throw CheckpointError(
                    Code::unreadable,
                    "cannot read " + name + ": " +
                        (got < 0 ? std::strerror(errno) : "it became shorter while it was read"));
            }
            out += got;
            offset += static_cast<std::uint64_t>(got);
            bytes -= static_cast<std::uint64_t>(got);
        }
    };
    Checkpoint checkpoint = read_with(read_at, static_cast<std::uint64_t>(before.st_size), name);
    struct stat after = {};
    if (::fstat(file.descriptor(), &after) != 0 || after.st_size != before.st_size ||
        after.st_mtim.tv_sec != before.st_mtim.tv_sec ||
        after.st_mtim.tv_nsec != before.st_mtim.tv_nsec) {
        throw CheckpointError(Code::unreadable,
                              "cannot read " + name + ": it changed while it was read; try again");
    }
    return checkpoint;
}

Checkpoint read_safetensors(const std::uint8_t* bytes, std::size_t size, const std::string& name)
{
    const auto read_at = [&](void* to, std::uint64_t offset, std::uint64_t count) {
        if (offset > size || count > size - offset) {
            throw CheckpointError(Code::malformed, "cannot read " + name + ": it is cut off");
        }
        std::memcpy(to, bytes + offset, count);
    };
    return read_with(read_at, size, name);
}

std::vector<fs::path> checkpoint_files(const fs::path& folder, const std::string& stem)
{
    std::error_code error;
    if (fs::is_regular_file(folder / (stem + ".safetensors"), error)) {
        return {folder / (stem + ".safetensors")};
    }
    std::set<std::size_t> found;
    std::size_t count = 0;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const auto [index, of] = shard_of(it->path().filename().string(), stem);
        if (index > 0) {
            if (count != 0 && count != of) {
                throw CheckpointError(Code::malformed,
                                      "cannot read " + stem +
                                          ": shards of two different writes lie side by side");
            }
            count = of;
            found.insert(index);
        }
    }
    std::vector<fs::path> files;
    for (std::size_t index = 1; index <= count; ++index) {
        if (found.count(index) == 0) {
            throw CheckpointError(Code::malformed,
                                  "cannot read " + stem + ": " + shard_name(stem, index, count) +
                                      " is missing; fetch it again");
        }
        files.push_back(folder / shard_name(stem, index, count));
    }
    return files;
}

Checkpoint read_checkpoint(const fs::path& folder, const std::string& stem)
{
    const auto files = checkpoint_files(folder, stem);
    if (files.empty()) {
        throw CheckpointError(Code::unreadable,
                              "cannot open " + (folder / (stem + ".safetensors")).string() +
                                  ": there is no such file");
    }
    Checkpoint whole;
    for (const auto& file : files) {
        Checkpoint part = read_safetensors(file);
        whole.metadata.merge(part.metadata);
        for (auto& [name, tensor] : part.tensors) {
            if (!whole.tensors.emplace(name, std::move(tensor)).second) {
                throw CheckpointError(Code::malformed,
                                      "cannot read " + stem + ": tensor " + name +
                                          " stands in two shards; fetch them again");
            }
        }
    }
    return whole;
}

std::vector<std::uint8_t> safetensors_bytes(const Checkpoint& checkpoint)
{
    const Layout layout = lay_out(checkpoint);
    std::vector<std::uint8_t> bytes(layout.header.begin(), layout.header.end());
    for (const auto& [name, tensor] : layout.tensors) {
        const auto* data = static_cast<const std::uint8_t*>(tensor.const_data_ptr());
        bytes.insert(bytes.end(), data, data + tensor.nbytes());
    }
    return bytes;
}

void write_safetensors(const fs::path& path, const Checkpoint& checkpoint)
{
    const Layout layout = lay_out(checkpoint);
    fs::path temporary = path;
    temporary += ".part" + std::to_string(::getpid());
    const auto fail = [&](int error) {
        ::unlink(temporary.c_str());
        throw CheckpointError(error == ENOSPC || error == EDQUOT ? Code::full : Code::unreadable,
                              "cannot write " + path.string() + ": " + std::strerror(error));
    };
    {
        const File file(temporary, O_WRONLY | O_CREAT | O_TRUNC);
        if (file.descriptor() < 0) {
            fail(file.error());
        }
        const auto write_all = [&](const void* from, std::size_t bytes) {
            const auto* data = static_cast<const std::uint8_t*>(from);
            while (bytes > 0) {
                const ssize_t done = ::write(file.descriptor(), data, std::min(bytes, chunk_bytes));
                if (done < 0 && errno == EINTR) {
                    continue;
                }
                if (done < 0) {
                    fail(errno);
                }
                data += done;
                bytes -= static_cast<std::size_t>(done);
            }
        };
        write_all(layout.header.data(), layout.header.size());
        for (const auto& [name, tensor] : layout.tensors) {
            write_all(tensor.const_data_ptr(), tensor.nbytes());
        }
        if (::fsync(file.descriptor()) != 0) {
            fail(errno);
        }
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        fail(errno);
    }
    sync_folder(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

void write_checkpoint(const fs::path& folder,
                      const std::string& stem,
                      const Checkpoint& checkpoint,
                      std::size_t most_bytes)
{
    // room for the header: each entry takes under 200 bytes beside its name
    std::vector<Checkpoint> shards(1);
    std::size_t size = 0;
    for (const auto& [name, tensor] : checkpoint.tensors) {
        const std::size_t bytes = tensor.nbytes() + name.size() + 200;
        if (size > 0 && size + bytes > most_bytes) {
            shards.emplace_back();
            size = 0;
        }
        size += bytes;
        shards.back().tensors.emplace(name, tensor);
    }
    std::set<std::string> written;
    for (std::size_t index = 0; index < shards.size(); ++index) {
        shards[index].metadata = checkpoint.metadata;
        const std::string name =
            shards.size() == 1 ? stem + ".safetensors" : shard_name(stem, index + 1, shards.size());
        write_safetensors(folder / name, shards[index]);
        written.insert(name);
    }
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (written.count(name) == 0 &&
            (name == stem + ".safetensors" || shard_of(name, stem).first > 0)) {
            fs::remove(entry.path(), error);
        }
    }
    sync_folder(folder);
}

} // namespace rushlight::generation
