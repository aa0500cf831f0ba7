#pragma once

#include "generation/checkpoint/error.hpp"

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace rushlight::generation {

/// Named tensors on the CPU, each contiguous, and free text beside them.
struct Checkpoint {
    std::map<std::string, at::Tensor> tensors;
    std::map<std::string, std::string> metadata;
};

/// Shards stay below this, so that a repository can hold them.
constexpr std::size_t shard_bytes = 15'000'000;

/// Reads one safetensors file that may come from a stranger: the header is bounded (25 MB, 100,000
/// tensors, rank 8, names of 512 bytes), every product is checked, the tensors must cover the data
/// without holes or overlaps, and the bytes come by pread into the tensors' own memory; nothing is
/// mapped. Throws CheckpointError (unreadable, malformed).
[[nodiscard]] Checkpoint read_safetensors(const std::filesystem::path& file);

/// The same from memory; `name` stands in the sentences.
[[nodiscard]] Checkpoint
read_safetensors(const std::uint8_t* bytes, std::size_t size, const std::string& name);

/// The files of a checkpoint `stem` in a folder: `stem.safetensors`, or all of
/// `stem-00001-of-0000N.safetensors`. Empty when there is none. Throws CheckpointError (malformed)
/// when a shard is missing.
[[nodiscard]] std::vector<std::filesystem::path>
checkpoint_files(const std::filesystem::path& folder, const std::string& stem);

/// Reads `stem.safetensors` or all its shards as one. Throws CheckpointError; a tensor in two
/// shards is malformed.
[[nodiscard]] Checkpoint read_checkpoint(const std::filesystem::path& folder,
                                         const std::string& stem);

/// A safetensors file in memory: the header padded to 8 bytes, the tensors by falling element size
/// and then by name, so every tensor is aligned. Throws CheckpointError (malformed) on an element
/// type that the format lacks.
[[nodiscard]] std::vector<std::uint8_t> safetensors_bytes(const Checkpoint& checkpoint);

/// Writes a temporary file beside `file`, fsyncs it, renames it and fsyncs the folder, so `file` is
/// the old one or the whole new one. Throws CheckpointError (unreadable, full).
void write_safetensors(const std::filesystem::path& file, const Checkpoint& checkpoint);

/// Writes `stem.safetensors`, or shards of at most `most_bytes` when that would be larger; removes
/// files of an earlier write of the same stem that no longer belong. The metadata stands in every
/// shard. One tensor larger than `most_bytes` has a shard of its own.
void write_checkpoint(const std::filesystem::path& folder,
                      const std::string& stem,
                      const Checkpoint& checkpoint,
                      std::size_t most_bytes = shard_bytes);

} // namespace rushlight::generation
