#pragma once

#include "cameo/cut_out.hpp"
#include "cameo/grant/grant.hpp"
#include "cameo/picture.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace rushlight::cameo {

/// How many pictures one cast member may have.
inline constexpr std::size_t most_pictures = 8;

/// One reference picture, checked and cut out.
struct PreparedPicture {
    std::filesystem::path file;
    Digest file_sha256{};
    std::vector<Box> faces;    ///< found in the picture, in its pixels as decoded (≤ 1024 a side)
    Box subject;               ///< what was cut out, likewise
    Picture reference;         ///< reference_side squared; what the engine gets
    Digest reference_sha256{}; ///< over reference.rgba
    Picture preview;           ///< shows what was found
    std::string found;         ///< one sentence for people: "one face, cut out with its body"
};

struct Preparation {
    Kind kind = Kind::person;
    bool became_person = false; ///< a human face was found where none was announced
    std::vector<PreparedPicture> pictures;
};

/// Checks and cuts out the reference pictures of a cast member, at most `most_pictures`.
///
/// person           exactly one face in each picture, cut out with its body
/// animal, object   a human face in any picture makes the member a person; the subject by the
///                  picture's own alpha where it has one, else by GrabCut
/// place            likewise, but without alpha the whole picture
///
/// Throws CameoError: picture (names the file and what to do), invalid (no or too many pictures).
[[nodiscard]] Preparation prepare(Kind kind, const std::vector<std::filesystem::path>& files);

} // namespace rushlight::cameo
