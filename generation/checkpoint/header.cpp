#include "generation/checkpoint/header.hpp"

#include "generation/checkpoint/error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace rushlight::generation {

namespace {

constexpr std::size_t most_tensors = 100'000;
constexpr std::size_t most_rank = 8;
constexpr std::size_t longest_name = 512;

constexpr std::array<std::pair<std::string_view, std::uint64_t>, 10> element_sizes{{
    {"F64", 8},
    {"F32", 4},
    {"F16", 2},
    {"BF16", 2},
    {"I64", 8},
    {"I32", 4},
    {"I16", 2},
    {"I8", 1},
    {"U8", 1},
    {"BOOL", 1},
}};

/// Walks the header's three levels (file, tensor, list) and stops at the first thing that the
/// format does not have. Nothing is kept that was not asked for, so a hostile header costs its own
/// size.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
public:
    Header header;
    std::string problem;

    bool start_object(std::size_t) override
    {
        ++objects_;
        if (list_ != List::none || objects_ > 2) {
            return fail("an object stands where the format has none");
        }
        return true;
    }

    bool end_object() override
    {
        if (objects_ == 2 && !in_metadata_) {
            if (seen_ != 7) {
                return fail("tensor " + tensor_ + " lacks its dtype, shape or data_offsets");
            }
        }
        --objects_;
        return true;
    }

    bool key(string_t& text) override
    {
        if (objects_ == 1) {
            tensor_ = text;
            in_metadata_ = text == "__metadata__";
            seen_ = 0;
            if (text.empty() || text.size() > longest_name) {
                return fail("a tensor's name is empty or longer than 512 bytes");
            }
            if (in_metadata_) {
                if (std::exchange(metadata_seen_, true)) {
                    return fail("__metadata__ stands twice");
                }
                return true;
            }
            if (header.entries.size() >= most_tensors) {
                return fail("it names more than 100,000 tensors");
            }
            if (!header.entries.try_emplace(text).second) {
                return fail("tensor " + text + " stands twice");
            }
            entry_ = &header.entries[text];
            return true;
        }
        if (in_metadata_) {
            metadata_key_ = text;
            if (!header.metadata.try_emplace(text).second) {
                return fail("__metadata__ has the key " + text + " twice");
            }
            return true;
        }
        const int bit = text == "dtype" ? 1 : text == "shape" ? 2 : text == "data_offsets" ? 4 : 0;
        if (bit == 0) {
            return fail("tensor " + tensor_ + " has a field that the format does not have");
        }
        if ((seen_ & bit) != 0) {
            return fail("tensor " + tensor_ + " has the field " + text + " twice");
        }
        seen_ |= bit;
        field_ = bit;
        return true;
    }

    bool string(string_t& text) override
    {
        if (objects_ == 2 && in_metadata_) {
            header.metadata[metadata_key_] = text;
            return true;
        }
        if (objects_ == 2 && field_ == 1 && list_ == List::none) {
            entry_->dtype = text;
            return true;
        }
        return fail("a text stands where the format has none");
    }

    bool start_array(std::size_t) override
    {
        if (objects_ != 2 || in_metadata_ || list_ != List::none || field_ == 1) {
            return fail("a list stands where the format has none");
        }
        list_ = field_ == 2 ? List::shape : List::offsets;
        offsets_.clear();
        return true;
    }

    bool end_array() override
    {
        if (list_ == List::offsets) {
            if (offsets_.size() != 2) {
                return fail("tensor " + tensor_ + " needs two data_offsets");
            }
            entry_->begin = offsets_[0];
            entry_->end = offsets_[1];
        }
        list_ = List::none;
        return true;
    }

    bool number_unsigned(number_unsigned_t number) override
    {
        if (list_ == List::offsets && offsets_.size() < 2) {
            offsets_.push_back(number);
            return true;
        }
        if (list_ == List::shape && entry_->shape.size() < most_rank &&
            number <= static_cast<std::uint64_t>(INT64_MAX)) {
            entry_->shape.push_back(static_cast<std::int64_t>(number));
            return true;
        }
        return fail("tensor " + tensor_ + " has a number too many or too large");
    }

    bool number_integer(number_integer_t) override
    {
        return fail("tensor " + tensor_ + " has a negative number");
    }

    bool number_float(number_float_t, const string_t&) override
    {
        return fail("tensor " + tensor_ + " has a number that is not whole");
    }

    bool null() override { return fail("a null stands where the format has none"); }

    bool boolean(bool) override { return fail("a boolean stands where the format has none"); }

    bool binary(binary_t&) override { return fail("it holds binary data"); }

    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override
    {
        return fail("its header is not JSON");
    }

private:
    enum class List { none, shape, offsets };

    bool fail(std::string sentence)
    {
        if (problem.empty()) {
            problem = std::move(sentence);
        }
        return false;
    }

    int objects_ = 0;
    List list_ = List::none;
    bool in_metadata_ = false;
    bool metadata_seen_ = false;
    int seen_ = 0;
    int field_ = 0;
    std::string tensor_;
    std::string metadata_key_;
    HeaderEntry* entry_ = nullptr;
    std::vector<std::uint64_t> offsets_;
};

[[noreturn]] void refuse(const std::string& name, const std::string& why)
{
    throw CheckpointError(CheckpointError::Code::malformed,
                          "cannot read " + name + ": " + why +
                              "; fetch the file again or use another");
}

} // namespace

std::uint64_t element_bytes(std::string_view dtype)
{
    for (const auto& [name, bytes] : element_sizes) {
        if (name == dtype) {
            return bytes;
        }
    }
    return 0;
}

Header parse_header(std::string_view text, std::uint64_t data_bytes, const std::string& name)
{
    if (text.empty() || text.front() != '{') {
        refuse(name, "it is not a safetensors file");
    }
    HeaderReader reader;
    const bool whole = nlohmann::json::sax_parse(text.begin(), text.end(), &reader);
    if (!whole || !reader.problem.empty()) {
        refuse(name, reader.problem.empty() ? "its header is not JSON" : reader.problem);
    }

    std::vector<std::pair<std::uint64_t, std::uint64_t>> spans;
    for (const auto& [tensor, entry] : reader.header.entries) {
        const std::uint64_t element = element_bytes(entry.dtype);
        if (element == 0) {
            refuse(name, "tensor " + tensor + " has an element type that is not known");
        }
        std::uint64_t bytes = element;
        for (const std::int64_t length : entry.shape) {
            if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(length), &bytes) ||
                bytes > static_cast<std::uint64_t>(INT64_MAX)) {
                refuse(name, "the shape of tensor " + tensor + " is too large");
            }
        }
        if (entry.end < entry.begin || entry.end > data_bytes) {
            refuse(name, "tensor " + tensor + " lies outside the file; it may be cut off");
        }
        if (entry.end - entry.begin != bytes) {
            refuse(name, "the shape of tensor " + tensor + " does not fit its bytes");
        }
        if (entry.begin % element != 0) {
            refuse(name, "tensor " + tensor + " is not aligned");
        }
        if (bytes > 0) {
            spans.emplace_back(entry.begin, entry.end);
        }
    }
    std::sort(spans.begin(), spans.end());
    std::uint64_t covered = 0;
    for (const auto& [begin, end] : spans) {
        if (begin != covered) {
            refuse(name, begin < covered ? "two tensors overlap" : "its data has a hole");
        }
        covered = end;
    }
    if (covered != data_bytes) {
        refuse(name, "bytes follow the last tensor");
    }
    return std::move(reader.header);
}

} // namespace rushlight::generation
