#pragma once

#include <algorithm>
#include <map>
#include <string>

namespace rushlight::assets {

/// Orders keys as if they were all in small letters (ASCII): Matroska writes them in capitals.
struct IgnoreCase {
    bool operator()(const std::string& a, const std::string& b) const
    {
        const auto small = [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        };
        return std::lexicographical_compare(
            a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) {
                return small(x) < small(y);
            });
    }
};

/// Key and value pairs of a file, UTF-8; keys are found whatever their case.
using Metadata = std::map<std::string, std::string, IgnoreCase>;

} // namespace rushlight::assets
