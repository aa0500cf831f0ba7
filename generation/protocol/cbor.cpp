#include "generation/protocol/cbor.hpp"

#include "generation/protocol/json.hpp"

#include <array>
#include <string_view>

namespace rushlight::generation::protocol {

namespace {

struct Level {
    std::uint64_t left = 0; ///< items still to come; a map counts keys and values
    bool map = false;
};

} // namespace

bool is_plain_cbor(std::span<const std::uint8_t> bytes)
{
    std::array<Level, 17> levels{};
    std::size_t depth = 0;
    levels[0].left = 1;
    std::size_t at = 0;
    std::size_t items = 0;
    while (true) {
        while (levels[depth].left == 0) {
            if (depth == 0) {
                return at == bytes.size();
            }
            --depth;
        }
        if (at >= bytes.size() || ++items > 100'000) {
            return false;
        }
        const bool key = levels[depth].map && levels[depth].left % 2 == 0;
        --levels[depth].left;
        const unsigned major = bytes[at] >> 5U;
        const unsigned info = bytes[at] & 31U;
        ++at;
        if (key && major != 3) {
            return false;
        }
        std::uint64_t argument = info;
        if (info >= 24) {
            if (info > 27) {
                return false; // reserved or indefinite
            }
            const std::size_t count = std::size_t{1} << (info - 24);
            if (bytes.size() - at < count) {
                return false;
            }
            argument = 0;
            for (std::size_t i = 0; i < count; ++i) {
                argument = (argument << 8U) | bytes[at++];
            }
        }
        switch (major) {
        case 0:
        case 1:
            break;
        case 2:
        case 3:
            if (argument > bytes.size() - at) {
                return false;
            }
            if (major == 3 &&
                !is_utf8({reinterpret_cast<const char*>(bytes.data() + at), argument})) {
                return false;
            }
            at += argument;
            break;
        case 4:
        case 5:
            if (argument > bytes.size() - at || depth + 1 >= levels.size()) {
                return false;
            }
            ++depth;
            levels[depth] = {major == 5 ? argument * 2 : argument, major == 5};
            break;
        case 7: // false, true, null, and floats of 2, 4 and 8 bytes
            if (info != 20 && info != 21 && info != 22 && info < 25) {
                return false;
            }
            break;
        default:
            return false; // tags
        }
    }
}

} // namespace rushlight::generation::protocol
