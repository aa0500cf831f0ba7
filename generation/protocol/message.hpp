#pragma once

#include "generation/protocol/limits.hpp"
#include "generation/protocol/request.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

/// What studio and worker say to each other. Plain values; `Channel` carries
/// them.
namespace rushlight::generation::message {

inline constexpr int protocol_version = 1;
inline constexpr std::size_t most_bytes = std::size_t{1} << 20U;

using Bytes = std::vector<std::uint8_t>;

/// Studio → worker, the first message.
struct Hello {
    int protocol = protocol_version;
    std::string build;

    bool operator==(const Hello&) const = default;
};

/// Worker → studio, the answer to Hello.
struct Ready {
    std::vector<Limits> limits;
    std::vector<std::string> missing; ///< sentences on weights that are not there
    Bytes nonce;                      ///< 32 random bytes; tickets are for this worker only
    std::int64_t pid = 0;
    std::string build;
    std::string device;             ///< cpu, or cuda with its class
    std::string instruction_set;    ///< avx512bf16, avx2, scalar
    int threads = 0;                ///< that the engine uses
    std::int64_t memory_bytes = -1; ///< free to the engine now; −1: not known

    bool operator==(const Ready&) const = default;
};

/// Studio → worker. Descriptors: the frame spool, then each input of the
/// request in its order.
struct Submit {
    std::string job;
    std::string request; ///< canonical JSON; its SHA-256 is what a ticket signs
    /// generate, remix, again: what grants are asked for (see cameo::Use)
    std::string use = "generate";
    std::vector<Bytes> grants;                     ///< signed grants
    Bytes ticket;                                  ///< signed by the installation's key
    std::map<std::string, std::string> references; ///< input name → SHA-256 of its bytes

    bool operator==(const Submit&) const = default;
};

/// Studio → worker: what would this job take? Answered by Forecast or Failed.
struct Ask {
    std::string job;
    std::string request;

    bool operator==(const Ask&) const = default;
};

struct Forecast {
    std::string job;
    double seconds = 0;
    std::int64_t memory_bytes = 0;
    std::string completed_prompt; ///< what the family makes of the prompt

    bool operator==(const Forecast&) const = default;
};

/// Studio → worker. A job that is not running is no error.
struct Cancel {
    std::string job;

    bool operator==(const Cancel&) const = default;
};

struct Progress {
    std::string job;
    std::string stage; ///< load, encode, denoise, decode, sound
    int step = 0;
    int steps = 0;
    double fraction = 0;      ///< of the whole job
    double seconds_left = -1; ///< −1: unknown

    bool operator==(const Progress&) const = default;
};

/// A moving, small, early look; a newer one takes the place of an unread one.
struct Preview {
    std::string job;
    Size size;
    int frames = 0;
    Bytes rgb; ///< frames · height · width · 3

    bool operator==(const Preview&) const = default;
};

/// One sound of a finished clip; its PCM lies in the memory that comes with
/// Finished.
struct Cue {
    std::string kind;
    double start = 0;    ///< seconds
    double duration = 0; ///< seconds
    double level_db = 0;
    double pan = 0;
    std::int64_t samples = 0; ///< stereo sample pairs

    bool operator==(const Cue&) const = default;
};

/// The spool is full. Descriptor: sealed memory that holds the mix (stereo
/// float32, interleaved, 48 kHz), then each cue's PCM likewise, then the
/// latents' safetensors bytes.
struct Finished {
    std::string job;
    std::string recipe; ///< canonical JSON
    int frames = 0;
    std::int64_t samples = 0; ///< stereo sample pairs of the mix
    std::vector<Cue> cues;
    std::int64_t latent_bytes = 0;

    bool operator==(const Finished&) const = default;
};

/// Why a job was not made.
enum class Code : std::uint8_t {
    invalid_request,
    out_of_memory,
    consent,
    model_missing,
    cancelled,
    internal,
};

/// The worker lives on.
struct Failed {
    std::string job;
    Code code = Code::internal;
    std::string sentence;
    std::string rule; ///< of a refused likeness: "expired"
    std::vector<Problem> problems;
    std::int64_t needed_bytes = 0; ///< out_of_memory only
    std::int64_t free_bytes = 0;

    bool operator==(const Failed&) const = default;
};

/// Worker → studio, four times a second, from a thread that never touches the
/// engine.
struct Heartbeat {
    std::string job;               ///< that runs; empty when idle
    std::int64_t steps = 0;        ///< counts every progress the engine told; it must
                                   ///< rise while a job runs
    std::int64_t memory_bytes = 0; ///< resident

    bool operator==(const Heartbeat&) const = default;
};

using Message = std::variant<Hello,
                             Ready,
                             Submit,
                             Ask,
                             Forecast,
                             Cancel,
                             Progress,
                             Preview,
                             Finished,
                             Failed,
                             Heartbeat>;

/// Bytes that are no message of this protocol. The connection cannot be used
/// any further.
class BadMessage : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// CBOR, ≤ 1 MiB. Throws BadMessage when it would be longer.
[[nodiscard]] Bytes encode(const Message& message);
/// Accepts any bytes. Throws BadMessage.
[[nodiscard]] Message decode(std::span<const std::uint8_t> bytes);

/// "out_of_memory"
[[nodiscard]] std::string to_string(Code code);

} // namespace rushlight::generation::message
