#pragma once

#include "generation/protocol/request.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// Inside generation/protocol only: reads JSON values strictly and gathers
// Problems.
namespace rushlight::generation::protocol {

using nlohmann::json;

/// Gathers problems, at most 64.
class Problems {
public:
    void add(const std::string& pointer, const std::string& sentence);

    [[nodiscard]] bool empty() const { return found_.empty(); }

    [[nodiscard]] std::vector<Problem> take() { return std::move(found_); }

private:
    std::vector<Problem> found_;
};

/// Strict parse of a text: UTF-8, ≤ most bytes, nesting ≤ 32, no doubled keys.
/// Throws BadJson.
[[nodiscard]] json parse(std::string_view text, std::size_t most = std::size_t{1} << 20U);

/// See to_json in json.hpp. Throws std::invalid_argument.
[[nodiscard]] std::string canonical(const json& value);

void read(const json& value, const std::string& pointer, Problems& problems, std::string& out);
void read(const json& value, const std::string& pointer, Problems& problems, bool& out);
void read(const json& value, const std::string& pointer, Problems& problems, int& out);
void read(const json& value, const std::string& pointer, Problems& problems, std::int64_t& out);
void read(const json& value, const std::string& pointer, Problems& problems, double& out);

template <class T>
void read(const json& value, const std::string& pointer, Problems& problems, std::vector<T>& out);
template <class T, std::size_t count>
void read(const json& value,
          const std::string& pointer,
          Problems& problems,
          std::array<T, count>& out);
template <class T>
void read(const json& value, const std::string& pointer, Problems& problems, std::optional<T>& out);

/// One JSON object being read: every field asked for is known, the rest are
/// problems at `finish`.
class Fields {
public:
    Fields(const json& value, std::string pointer, Problems& problems);

    /// Reads the field when it is there.
    template <class T>
    Fields& operator()(const char* name, T& out)
    {
        if (const json* value = find(name)) {
            read(*value, pointer_ + "/" + name, problems_, out);
        }
        return *this;
    }

    /// Reads the field; a problem when it is not there.
    template <class T>
    Fields& required(const char* name, T& out)
    {
        if (find(name) == nullptr) {
            problems_.add(pointer_ + "/" + name, "is missing");
        }
        return (*this)(name, out);
    }

    /// The value of a field, or nullptr.
    [[nodiscard]] const json* find(const char* name);
    void finish();

    [[nodiscard]] const std::string& pointer() const { return pointer_; }

private:
    const json& value_;
    std::string pointer_;
    Problems& problems_;
    std::set<std::string> known_;
};

template <class T>
void read(const json& value, const std::string& pointer, Problems& problems, std::vector<T>& out)
{
    if (!value.is_array()) {
        problems.add(pointer, "must be a list");
        return;
    }
    out.clear();
    for (std::size_t i = 0; i < value.size(); ++i) {
        T item{};
        read(value[i], pointer + "/" + std::to_string(i), problems, item);
        out.push_back(std::move(item));
    }
}

template <class T, std::size_t count>
void read(const json& value,
          const std::string& pointer,
          Problems& problems,
          std::array<T, count>& out)
{
    if (!value.is_array() || value.size() != count) {
        problems.add(pointer, "must be a list of " + std::to_string(count) + " numbers");
        return;
    }
    for (std::size_t i = 0; i < count; ++i) {
        read(value[i], pointer + "/" + std::to_string(i), problems, out[i]);
    }
}

template <class T>
void read(const json& value, const std::string& pointer, Problems& problems, std::optional<T>& out)
{
    T item{};
    read(value, pointer, problems, item);
    out = std::move(item);
}

// The values of a request, for the functions above.
void read(const json& value, const std::string& pointer, Problems& problems, Size& out);
void read(const json& value, const std::string& pointer, Problems& problems, Request& out);

} // namespace rushlight::generation::protocol
