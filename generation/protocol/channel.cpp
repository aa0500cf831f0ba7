#include "generation/protocol/channel.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>

namespace rushlight::generation {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_descriptors = 72; ///< 64 inputs, the spool, and some

/// Waits for events; false after the time is over.
bool wait(int socket, short events, Clock::time_point until, bool forever)
{
    while (true) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        pollfd one{socket, events, 0};
        const int ready =
            ::poll(&one, 1, forever ? -1 : static_cast<int>(std::max<std::int64_t>(left, 0)));
        if (ready > 0) {
            return true;
        }
        if (ready == 0) {
            return false;
        }
        if (errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "poll");
        }
    }
}

} // namespace

Channel::Channel(Descriptor socket)
    : socket_(std::move(socket))
{
}

std::pair<Descriptor, Descriptor> Channel::pair()
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        throw std::system_error(errno, std::generic_category(), "cannot make a socket pair");
    }
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

void Channel::send(const message::Message& message,
                   const std::vector<const Descriptor*>& descriptors,
                   int timeout_ms)
{
    const message::Bytes body = message::encode(message);
    if (descriptors.size() > most_descriptors) {
        throw message::BadMessage("a message has too many descriptors");
    }
    std::vector<std::uint8_t> bytes(4);
    for (unsigned i = 0; i < 4; ++i) {
        bytes[i] = static_cast<std::uint8_t>(body.size() >> (8 * i));
    }
    bytes.insert(bytes.end(), body.begin(), body.end());

    const std::scoped_lock lock(sending_);
    const auto until = Clock::now() + std::chrono::milliseconds(timeout_ms);
    std::size_t done = 0;
    while (done < bytes.size()) {
        iovec part{bytes.data() + done, bytes.size() - done};
        msghdr header{};
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        alignas(cmsghdr) std::array<char, CMSG_SPACE(most_descriptors * sizeof(int))> control{};
        if (done == 0 && !descriptors.empty()) {
            header.msg_control = control.data();
            header.msg_controllen = CMSG_SPACE(descriptors.size() * sizeof(int));
            cmsghdr* rights = CMSG_FIRSTHDR(&header);
            rights->cmsg_level = SOL_SOCKET;
            rights->cmsg_type = SCM_RIGHTS;
            rights->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
            for (std::size_t i = 0; i < descriptors.size(); ++i) {
                const int number = descriptors[i]->number();
                std::memcpy(CMSG_DATA(rights) + i * sizeof(int), &number, sizeof number);
            }
        }
        const auto count = ::sendmsg(socket_.number(), &header, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count >= 0) {
            done += static_cast<std::size_t>(count);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (!wait(socket_.number(), POLLOUT, until, timeout_ms < 0)) {
                throw ChannelClosed("the other side does not read");
            }
        } else if (errno != EINTR) {
            throw ChannelClosed(std::string("the other side is gone: ") + std::strerror(errno));
        }
    }
}

bool Channel::fill(std::size_t size, int timeout_ms)
{
    const auto until = Clock::now() + std::chrono::milliseconds(timeout_ms);
    while (incoming_.size() < size) {
        std::array<std::uint8_t, 65536> buffer;
        iovec part{buffer.data(), std::min(buffer.size(), size - incoming_.size())};
        msghdr header{};
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        alignas(cmsghdr) std::array<char, CMSG_SPACE(most_descriptors * sizeof(int))> control{};
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        const auto count = ::recvmsg(socket_.number(), &header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
        if (count < 0) {
            if (errno == EINTR) {
                continue;
            }
            if (errno != EAGAIN && errno != EWOULDBLOCK) {
                throw ChannelClosed(std::string("the other side is gone: ") + std::strerror(errno));
            }
            if (timeout_ms == 0 || !wait(socket_.number(), POLLIN, until, timeout_ms < 0)) {
                return false;
            }
            continue;
        }
        for (cmsghdr* rights = CMSG_FIRSTHDR(&header); rights != nullptr;
             rights = CMSG_NXTHDR(&header, rights)) {
            if (rights->cmsg_level == SOL_SOCKET && rights->cmsg_type == SCM_RIGHTS) {
                const std::size_t numbers = (rights->cmsg_len - CMSG_LEN(0)) / sizeof(int);
                for (std::size_t i = 0; i < numbers; ++i) {
                    int number = -1;
                    std::memcpy(&number, CMSG_DATA(rights) + i * sizeof(int), sizeof number);
                    incoming_descriptors_.emplace_back(number);
                }
            }
        }
        if ((static_cast<unsigned>(header.msg_flags) & MSG_CTRUNC) != 0 ||
            incoming_descriptors_.size() > most_descriptors) {
            throw message::BadMessage("a message came with too many descriptors");
        }
        if (count == 0) {
            throw ChannelClosed("the other side is gone");
        }
        incoming_.insert(incoming_.end(), buffer.data(), buffer.data() + count);
    }
    return true;
}

std::optional<Envelope> Channel::receive(int timeout_ms)
{
    if (!fill(4, timeout_ms)) {
        return std::nullopt;
    }
    std::size_t size = 0;
    for (unsigned i = 0; i < 4; ++i) {
        size |= static_cast<std::size_t>(incoming_[i]) << (8 * i);
    }
    if (size == 0 || size > message::most_bytes) {
        throw message::BadMessage("a message says it is " + std::to_string(size) + " bytes long");
    }
    if (!fill(4 + size, timeout_ms)) {
        return std::nullopt;
    }
    Envelope envelope{message::decode(std::span(incoming_).subspan(4)),
                      std::move(incoming_descriptors_)};
    incoming_.clear();
    incoming_descriptors_.clear();
    return envelope;
}

} // namespace rushlight::generation
