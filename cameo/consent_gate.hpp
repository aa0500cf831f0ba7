#pragma once

#include "cameo/cast.hpp"
#include "cameo/grant/refusal.hpp"
#include "cameo/picture.hpp"
#include "generation/protocol/recipe.hpp"
#include "generation/protocol/request.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rushlight::cameo {

/// Leave to use one likeness in one job, with its pixels. Only ConsentGate makes these. Move-only;
/// the pixels are wiped when it dies.
class LikenessHandle {
public:
    /// One prepared reference, named as in the request.
    struct Reference {
        std::string input;
        Picture picture; ///< 128 × 128
        Digest sha256{};
    };

    LikenessHandle(LikenessHandle&&) noexcept = default;
    LikenessHandle& operator=(LikenessHandle&&) = delete;
    ~LikenessHandle();

    [[nodiscard]] const std::string& handle() const { return handle_; }

    [[nodiscard]] const std::vector<Reference>& references() const { return references_; }

private:
    friend class ConsentGate;
    LikenessHandle() = default;

    std::string handle_;
    std::vector<Reference> references_;
};

/// A job as the gate sees it.
struct Job {
    std::string id;
    const generation::Request& request;
    std::string completed_prompt; ///< as far as the studio knows it; the engine looks again
    Use use = Use::generate;
};

/// What the gate let through for one job. Empty for a request without a cast.
class Release {
public:
    [[nodiscard]] const std::vector<LikenessHandle>& likenesses() const { return likenesses_; }

    /// Signed grants, as they go into the worker's Submit.
    [[nodiscard]] const std::vector<Bytes>& grants() const { return grants_; }

private:
    friend class ConsentGate;
    Release() = default;

    std::string job_;
    Digest request_{};
    std::vector<LikenessHandle> likenesses_;
    std::vector<Bytes> grants_;
};

/// Stands in front of every job: command line, storyboard, project file, remix and recipe all pass
/// here, and nothing else can make a LikenessHandle or a ticket. Every answer about a likeness is
/// in the audit log before it is given. Errors: those of Cast. Threads: one.
class ConsentGate {
public:
    explicit ConsentGate(Cast& cast);

    /// Gives each cast member of the request its kind and its references as inputs
    /// ("cast/milo/1", 128 × 128 RGBA), at most `references_most` in all and at least one each.
    /// Releases nothing. Throws CameoError (unknown_handle).
    void name_references(generation::Request& request, int references_most) const;

    /// Whether the job would be let through now; for the moment of submitting. A refusal is logged.
    [[nodiscard]] std::optional<Refusal> check(const Job& job);

    /// Lets the job through with its pixels, or says why not; for the moment it starts. Logged
    /// either way before it returns. Throws CameoError (unknown_handle).
    [[nodiscard]] std::variant<Release, Refusal> acquire(const Job& job);

    /// The ticket of a release for the worker whose Ready held this nonce; empty for a release
    /// without likenesses. Good for 120 seconds and one Submit: make it last.
    [[nodiscard]] Bytes ticket(const Release& release, BytesView nonce) const;

    /// Handles of the cast members that this picture file was added for, so that a reference
    /// handed in as a keyframe is known for what it is: the request must then cast them.
    [[nodiscard]] std::vector<std::string> handles_of_file(const Digest& file_sha256) const;

private:
    struct Decision;
    [[nodiscard]] Decision decide(const Job& job) const;
    void log(const Job& job, const Decision& decision);

    Cast& cast_;
};

/// Handles of the likenesses in a take, by its recipe.
[[nodiscard]] std::vector<std::string> handles_of(const generation::Recipe& recipe);

/// A remix carries the cast of the take it starts from (and so does an image taken out of one):
/// adds those of the source's cast that the request lacks, without inputs. Follow with
/// name_references.
void carry_cast(const generation::Recipe& source, generation::Request& request);

} // namespace rushlight::cameo
