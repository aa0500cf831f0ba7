#include "assets/frame_cache.hpp"

namespace rushlight::assets {

Frame FrameCache::find(const Key& key)
{
    const std::lock_guard lock(mutex_);
    const auto place = places_.find(key);
    if (place == places_.end()) {
        return {};
    }
    entries_.splice(entries_.begin(), entries_, place->second);
    return place->second->second;
}

void FrameCache::insert(const Key& key, const Frame& frame)
{
    const std::lock_guard lock(mutex_);
    if (frame.bytes() > budget_) {
        return;
    }
    if (const auto place = places_.find(key); place != places_.end()) {
        bytes_ -= place->second->second.bytes();
        entries_.erase(place->second);
        places_.erase(place);
    }
    entries_.emplace_front(key, frame);
    places_[key] = entries_.begin();
    bytes_ += frame.bytes();
    while (bytes_ > budget_) {
        bytes_ -= entries_.back().second.bytes();
        places_.erase(entries_.back().first);
        entries_.pop_back();
    }
}

void FrameCache::clear()
{
    const std::lock_guard lock(mutex_);
    entries_.clear();
    places_.clear();
    bytes_ = 0;
}

std::size_t FrameCache::bytes() const
{
    const std::lock_guard lock(mutex_);
    return bytes_;
}

} // namespace rushlight::assets
