#pragma once

#include "storage/error.hpp"

#include <array>
#include <cstddef>
#include <string>

namespace rushlight::storage {

/// The enum value whose word stands at its place in `words`. Throws damaged for any other text.
template <class Enum, std::size_t N>
[[nodiscard]] Enum from_word(const std::array<const char*, N>& words, const std::string& text)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (text == words[i]) {
            return static_cast<Enum>(i);
        }
    }
    throw StorageError(StorageError::Code::damaged,
                       "the database holds the unknown state '" + text +
                           "'; restore it from a backup");
}

template <class Enum, std::size_t N>
[[nodiscard]] const char* to_word(const std::array<const char*, N>& words, Enum value)
{
    return words.at(static_cast<std::size_t>(value));
}

} // namespace rushlight::storage
