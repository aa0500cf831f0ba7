#pragma once

#include "assets/frame.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <unordered_map>

namespace rushlight::assets {

/// Decoded frames, the least recently used given up first when their bytes pass the budget.
/// Threads: all functions from any.
class FrameCache {
public:
    struct Key {
        std::uint64_t source = 0; ///< VideoReader::identity()
        std::int64_t frame = 0;

        bool operator==(const Key&) const = default;
    };

    explicit FrameCache(std::size_t budget_bytes)
        : budget_(budget_bytes)
    {
    }

    /// An empty frame when it is not there.
    [[nodiscard]] Frame find(const Key& key);
    /// A frame larger than the whole budget is not kept.
    void insert(const Key& key, const Frame& frame);
    void clear();
    [[nodiscard]] std::size_t bytes() const;

private:
    struct Hash {
        std::size_t operator()(const Key& key) const
        {
            return key.source ^ (static_cast<std::size_t>(key.frame) * 0x9e3779b97f4a7c15U);
        }
    };

    using Entry = std::pair<Key, Frame>;

    const std::size_t budget_;
    mutable std::mutex mutex_; ///< guards everything below
    std::list<Entry> entries_; ///< most recently used first
    std::unordered_map<Key, std::list<Entry>::iterator, Hash> places_;
    std::size_t bytes_ = 0;
};

} // namespace rushlight::assets
