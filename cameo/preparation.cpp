#include "cameo/preparation.hpp"

#include "cameo/error.hpp"
#include "cameo/faces.hpp"
#include "cameo/grant/signature.hpp"

namespace rushlight::cameo {

namespace {

CameoError unfit(const std::filesystem::path& file, const std::string& what)
{
    return {CameoError::Code::picture, file.string() + " " + what};
}

bool is_anything(const Box& box)
{
    return box.width >= 8 && box.height >= 8;
}

/// The subject of one picture.
Alpha subject_of(Kind kind, const ReadPicture& read, PreparedPicture& result)
{
    const Picture& picture = read.picture;
    if (kind == Kind::person) {
        if (result.faces.empty()) {
            throw unfit(result.file,
                        "shows no face that can be found; use a picture with one face, well lit, "
                        "from the front or the side");
        }
        if (result.faces.size() > 1) {
            throw unfit(result.file,
                        "shows " + std::to_string(result.faces.size()) +
                            " faces; crop it to the one person whose consent you have");
        }
    }
    if (read.has_alpha) {
        result.found = "the picture's own cut-out";
        return own_alpha(picture);
    }
    if (kind == Kind::place) {
        result.found = "the whole picture as the place";
        return own_alpha(picture);
    }
    const auto face = kind == Kind::person ? std::optional(result.faces[0]) : std::nullopt;
    auto alpha = cut_out(picture, face);
    if (!alpha) {
        throw unfit(result.file,
                    "shows no subject that stands out from its background; use a picture with a "
                    "plain background, or one that is cut out already");
    }
    result.found = face ? "one face, cut out with its body" : "one subject, cut out";
    return *std::move(alpha);
}

} // namespace

Preparation prepare(Kind kind, const std::vector<std::filesystem::path>& files)
{
    if (files.empty() || files.size() > most_pictures) {
        throw CameoError(CameoError::Code::invalid,
                         "a cast member needs 1 to " + std::to_string(most_pictures) +
                             " pictures, not " + std::to_string(files.size()));
    }
    Preparation result;
    result.kind = kind;
    std::vector<ReadPicture> read;
    for (const auto& file : files) {
        read.push_back(read_picture(file));
        PreparedPicture prepared;
        prepared.file = file;
        prepared.file_sha256 = read.back().file_sha256;
        prepared.faces = find_faces(read.back().picture, kind != Kind::person);
        if (kind != Kind::person && !prepared.faces.empty()) {
            result.kind = Kind::person;
            result.became_person = true;
        }
        result.pictures.push_back(std::move(prepared));
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        PreparedPicture& prepared = result.pictures[i];
        const Picture& picture = read[i].picture;
        if (result.became_person) {
            prepared.faces = find_faces(picture, false);
        }
        const Alpha alpha = subject_of(result.kind, read[i], prepared);
        prepared.subject = bounds(picture, alpha);
        if (!is_anything(prepared.subject)) {
            throw unfit(prepared.file,
                        "is see-through all over; use a picture that shows something");
        }
        prepared.reference = centred(picture, alpha);
        prepared.reference_sha256 = sha256(prepared.reference.rgba);
        prepared.preview = shown_findings(picture, alpha, prepared.faces);
    }
    return result;
}

} // namespace rushlight::cameo
