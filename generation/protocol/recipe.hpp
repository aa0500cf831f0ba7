#pragma once

#include "generation/protocol/request.hpp"

#include <map>
#include <string>

namespace rushlight::generation {

/// How a take was made, whole enough to make it again: the request plus what
/// decided its pixels.
struct Recipe {
    Request request;
    std::map<std::string, std::string> model_hashes; ///< weight file name → SHA-256
    std::string completed_prompt;                    ///< what the completer made of the prompt
    std::vector<std::string> grounding;              ///< lines of the grounding report
    std::string noise;
    std::string solver;          ///< name and version, "euler-1"
    std::string schedule;        ///< name and version, "shifted-1"
    std::string instruction_set; ///< avx512bf16, avx2, scalar
    int threads = 0;
    std::string device; ///< cpu or cuda with its class
    std::string engine_build;
    std::vector<std::string>
        mechanisms; ///< how each part of the request was done; memory rungs taken

    bool operator==(const Recipe&) const = default;
};

/// Whether a trained model made the take; a renderer's recipe names no weights.
[[nodiscard]] inline bool is_trained(const Recipe& recipe)
{
    return !recipe.model_hashes.empty();
}

/// Whether a recipe's request is what was ordered: the same, but that a family puts its defaults in
/// place of steps and guidance that were left open.
[[nodiscard]] bool answers(const Request& made, const Request& ordered);

} // namespace rushlight::generation
