#pragma once

#include "generation/protocol/descriptor.hpp"
#include "generation/protocol/message.hpp"

#include <array>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace rushlight::generation {

/// The other side is gone, or does not read what it is sent.
class ChannelClosed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct Envelope {
    message::Message message;
    std::vector<Descriptor> descriptors;
};

/// One end of a Unix stream socket that carries messages: u32 little-endian
/// length, CBOR, and descriptors by SCM_RIGHTS with the first byte. Threads:
/// any may send (one at a time, by a lock); one thread receives.
class Channel {
public:
    explicit Channel(Descriptor socket);

    /// Two connected ends, both closed on exec.
    [[nodiscard]] static std::pair<Descriptor, Descriptor> pair();

    /// Waits at most timeout_ms in all for room. The descriptors stay the
    /// caller's. Throws ChannelClosed; BadMessage for a message that is too long
    /// (nothing was sent then).
    void send(const message::Message& message,
              const std::vector<const Descriptor*>& descriptors = {},
              int timeout_ms = 5000);

    /// The next message, or nothing when none was whole within timeout_ms (0:
    /// only what is there, −1: no limit). Throws ChannelClosed; BadMessage for
    /// bytes that are none, after which the channel is of no more use.
    [[nodiscard]] std::optional<Envelope> receive(int timeout_ms);

    /// For poll().
    [[nodiscard]] int descriptor() const { return socket_.number(); }

private:
    bool fill(std::size_t size, int timeout_ms);

    Descriptor socket_;
    std::mutex sending_;
    std::vector<std::uint8_t> incoming_; ///< the part of a message that is here
    std::vector<Descriptor> incoming_descriptors_;
};

} // namespace rushlight::generation
