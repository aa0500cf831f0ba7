#pragma once

#include <cstdint>
#include <list>
#include <vector>

namespace rushlight::editor {

/// Stretches of stereo sound that were made last, each with what it was made from. Threads: one.
template <class Origin>
class SoundBlocks {
public:
    explicit SoundBlocks(std::size_t kept)
        : kept_(kept)
    {
    }

    /// The block made from an origin; `make` is called where it is not kept.
    template <class Make>
    const std::vector<float>& of(const Origin& origin, Make make)
    {
        for (auto block = blocks_.begin(); block != blocks_.end(); ++block) {
            if (block->origin == origin) {
                blocks_.splice(blocks_.begin(), blocks_, block);
                return blocks_.front().stereo;
            }
        }
        blocks_.push_front({origin, make()});
        if (blocks_.size() > kept_) {
            blocks_.pop_back();
        }
        return blocks_.front().stereo;
    }

    void clear() { blocks_.clear(); }

private:
    struct Block {
        Origin origin;
        std::vector<float> stereo;
    };

    std::size_t kept_;
    std::list<Block> blocks_; ///< most recently used first
};

} // namespace rushlight::editor
