#include "generation/checkpoint/safetensors.hpp"
#include "tests/support/temporary_folder.hpp"

#include <ATen/ATen.h>
#include <catch2/catch.hpp>

#include <cstring>
#include <fstream>
#include <random>

using namespace rushlight::generation;
namespace fs = std::filesystem;

namespace {

using Bytes = std::vector<std::uint8_t>;

Checkpoint small()
{
    Checkpoint checkpoint;
    checkpoint.tensors["blocks.0.weight"] = at::arange(12, at::kFloat).view({3, 4});
    checkpoint.tensors["blocks.0.half"] = at::arange(6, at::kFloat).to(at::kHalf);
    checkpoint.tensors["blocks.0.brain"] = at::arange(6, at::kFloat).to(at::kBFloat16);
    checkpoint.tensors["codes"] = at::arange(-3, 4, at::kChar);
    checkpoint.tensors["bytes"] = at::arange(5, at::kByte);
    checkpoint.tensors["nothing"] = at::empty({0, 3}, at::kFloat);
    checkpoint.metadata["format"] = "1";
    return checkpoint;
}

/// A file of this header and so many zero bytes behind it
Bytes file_of(const std::string& header, std::size_t data)
{
    const std::uint64_t length = header.size();
    Bytes bytes(8 + header.size() + data);
    std::memcpy(bytes.data(), &length, 8);
    std::copy(header.begin(), header.end(), bytes.begin() + 8);
    return bytes;
}

Checkpoint read(const Bytes& bytes)
{
    return read_safetensors(bytes.data(), bytes.size(), "test.safetensors");
}

std::string refusal(const Bytes& bytes)
{
    try {
        const auto checkpoint = read(bytes);
    } catch (const CheckpointError& error) {
        return error.what();
    }
    return "it was read";
}

std::string refusal(const std::string& header, std::size_t data)
{
    return refusal(file_of(header, data));
}

} // namespace

TEST_CASE("what is written is read again, every type and shape", "[checkpoint]")
{
    rushlight::test::TemporaryFolder folder;
    const Checkpoint written = small();
    write_safetensors(folder / "a.safetensors", written);
    const Checkpoint found = read_safetensors(folder / "a.safetensors");
    REQUIRE(found.tensors.size() == written.tensors.size());
    CHECK(found.metadata == written.metadata);
    for (const auto& [name, tensor] : written.tensors) {
        CHECK(found.tensors.at(name).scalar_type() == tensor.scalar_type());
        CHECK(at::equal(found.tensors.at(name), tensor));
    }
}

TEST_CASE("a large checkpoint is written in shards and read as one", "[checkpoint]")
{
    rushlight::test::TemporaryFolder folder;
    const Checkpoint written = small();
    write_checkpoint(folder.path(), "model", written);
    CHECK(fs::exists(folder / "model.safetensors"));
    write_checkpoint(folder.path(), "model", written, 300);
    CHECK_FALSE(fs::exists(folder / "model.safetensors"));
    const auto files = checkpoint_files(folder.path(), "model");
    CHECK(files.size() > 1);
    CHECK(read_checkpoint(folder.path(), "model").tensors.size() == written.tensors.size());
    fs::remove(files.back());
    CHECK_THROWS_WITH(read_checkpoint(folder.path(), "model"), Catch::Contains("is missing"));
}

TEST_CASE("a file that is no safetensors file is refused with a sentence", "[checkpoint]")
{
    rushlight::test::TemporaryFolder folder;
    CHECK_THROWS_WITH(read_safetensors(folder / "none.safetensors"),
                      Catch::Contains("cannot open") && Catch::Contains("none.safetensors"));
    CHECK_THROWS_WITH(read_safetensors(folder.path()), Catch::Contains("it is no file"));
    std::ofstream(folder / "empty.safetensors").close();
    CHECK_THROWS_WITH(read_safetensors(folder / "empty.safetensors"),
                      Catch::Contains("it is empty"));
    CHECK_THAT(refusal(Bytes(64, 'x')), Catch::Contains("larger than 25 MB"));
    CHECK_THAT(refusal("[]", 0), Catch::Contains("not a safetensors file"));
    CHECK_THAT(refusal("{\"a\":", 0), Catch::Contains("not JSON"));
}

TEST_CASE("a huge header is refused before it is read", "[checkpoint]")
{
    Bytes bytes = file_of("{}", 0);
    const std::uint64_t huge = ~std::uint64_t{0};
    std::memcpy(bytes.data(), &huge, 8);
    CHECK_THAT(refusal(bytes), Catch::Contains("larger than 25 MB"));
    const std::uint64_t beyond = 1000;
    std::memcpy(bytes.data(), &beyond, 8);
    CHECK_THAT(refusal(bytes), Catch::Contains("cut off in its header"));
}

TEST_CASE("every truncation of a file is refused", "[checkpoint]")
{
    const Bytes whole = safetensors_bytes(small());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        CHECK_THROWS_AS(read(part), CheckpointError);
    }
}

TEST_CASE("wrong shapes, types, offsets and names are refused", "[checkpoint]")
{
    const auto tensor =
        [](const std::string& type, const std::string& shape, const std::string& at) {
            return "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":" + shape +
                   ",\"data_offsets\":" + at + "}}";
        };
    CHECK(read(file_of(tensor("F32", "[2]", "[0,8]"), 8)).tensors.size() == 1);
    CHECK_THAT(refusal(tensor("F31", "[2]", "[0,8]"), 8), Catch::Contains("type"));
    CHECK_THAT(refusal(tensor("F32", "[3]", "[0,8]"), 8), Catch::Contains("does not fit"));
    CHECK_THAT(refusal(tensor("F32", "[-2]", "[0,8]"), 8), Catch::Contains("negative"));
    CHECK_THAT(refusal(tensor("F32", "[NaN]", "[0,8]"), 8), Catch::Contains("not JSON"));
    CHECK_THAT(refusal(tensor("F32", "[2.0]", "[0,8]"), 8), Catch::Contains("not whole"));
    CHECK_THAT(refusal(tensor("F32", "[2]", "[8,0]"), 8), Catch::Contains("outside"));
    CHECK_THAT(refusal(tensor("F32", "[2]", "[0,16]"), 8), Catch::Contains("outside"));
    CHECK_THAT(refusal(tensor("F32", "[2]", "[0]"), 8), Catch::Contains("two data_offsets"));
    CHECK_THAT(refusal(tensor("F32", "[4611686018427387904,4]", "[0,0]"), 0),
               Catch::Contains("too large"));
    CHECK_THAT(refusal(tensor("F32", "[1,1,1,1,1,1,1,1,2]", "[0,8]"), 8),
               Catch::Contains("too many"));
    CHECK_THAT(refusal(tensor("F32", "[[2]]", "[0,8]"), 8), Catch::Contains("list"));
    CHECK_THAT(refusal(tensor("F32", "[2]", "[0,8]"), 12), Catch::Contains("bytes follow"));
    CHECK_THAT(refusal("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                       "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[1,5]}}",
                       5),
               Catch::Contains("aligned"));
    CHECK_THAT(refusal("{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
                       "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[2,6]}}",
                       6),
               Catch::Contains("overlap"));
    CHECK_THAT(refusal("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
                       "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[4,6]}}",
                       6),
               Catch::Contains("hole"));
    CHECK_THAT(refusal("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
                       "\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}",
                       2),
               Catch::Contains("twice"));
    CHECK_THAT(refusal("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"I8\",\"shape\":[2],"
                       "\"data_offsets\":[0,2]}}",
                       2),
               Catch::Contains("twice"));
    CHECK_THAT(refusal("{\"a\":{\"dtype\":\"U8\",\"shape\":[2]}}", 2), Catch::Contains("lacks"));
    CHECK_THAT(
        refusal("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2],\"b\":{}}}", 2),
        Catch::Contains("does not have"));
    CHECK_THAT(refusal("{\"__metadata__\":{\"a\":1}}", 0), Catch::Contains("number"));
    std::string deep = "{\"a\":{\"shape\":";
    deep.append(1'000'000, '[');
    CHECK_THAT(refusal(deep, 0), Catch::Contains("list"));
}

TEST_CASE("two thousand damaged files never crash the reader", "[checkpoint]")
{
    const Bytes whole = safetensors_bytes(small());
    std::uint64_t header = 0;
    std::memcpy(&header, whole.data(), 8);
    std::mt19937_64 random(7);
    int refused = 0;
    for (int round = 0; round < 2000; ++round) {
        Bytes damaged = whole;
        const std::size_t flips = 1 + random() % 4;
        for (std::size_t i = 0; i < flips; ++i) {
            damaged[random() % (8 + header)] ^= static_cast<std::uint8_t>(1U << (random() % 8));
        }
        try {
            for (const auto& [name, tensor] : read(damaged).tensors) {
                CHECK(tensor.numel() < 100);
            }
        } catch (const CheckpointError&) {
            ++refused;
        }
    }
    CHECK(refused > 1000);
}

TEST_CASE("a write that fails leaves the old file as it was", "[checkpoint]")
{
    rushlight::test::TemporaryFolder folder;
    write_safetensors(folder / "a.safetensors", small());
    Checkpoint impossible = small();
    impossible.tensors["z"] = at::zeros({2}, at::kComplexFloat);
    CHECK_THROWS_WITH(write_safetensors(folder / "a.safetensors", impossible),
                      Catch::Contains("convert it first"));
    CHECK(read_safetensors(folder / "a.safetensors").tensors.size() == 6);
    CHECK_THROWS_AS(write_safetensors(folder / "no" / "a.safetensors", small()), CheckpointError);
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}
