#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rushlight::generation {

/// Pixels, width before height.
struct Size {
    int width = 0;
    int height = 0;

    bool operator==(const Size&) const = default;
};

/// Raw pixels that travel beside a request as a file descriptor of exactly
/// frames · height · width · channels bytes: the engine has no picture or video
/// decoder, so the studio decodes, scales and converts to 8-bit sRGB first.
struct Input {
    std::string name;   ///< unique in the request; keyframes, sources and
                        ///< references name it
    std::string sha256; ///< lower-case hex over the raw frames in order
    Size size;
    int frames = 1;
    int channels = 3; ///< 3 RGB, 4 RGBA (references: alpha cuts the subject out), 1 mask

    bool operator==(const Input&) const = default;
};

/// A picture that the clip shows at one of its frames. Frame 0 is
/// image-to-video.
struct Keyframe {
    std::string input;
    int frame = 0;

    bool operator==(const Keyframe&) const = default;
};

/// One painted region of the motion brush. Positions are shares of the
/// picture's width and height.
struct BrushRegion {
    std::string mask; ///< input of one channel; empty where `polygon` is given
    std::vector<std::array<double, 2>> polygon;
    std::vector<std::array<double, 3>> path; ///< (x, y, t) in 0 … 1; the region's centre follows it
    std::array<double, 2> direction{0, 0};   ///< −10 … 10, right and down
    double proximity = 0;                    ///< −10 … 10, away … towards the viewer
    double ambient = 0;                      ///< 0 … 10, motion without a direction
    bool is_static = false;                  ///< the region stays as it is

    bool operator==(const BrushRegion&) const = default;
};

/// A named camera move with its amount, −10 … 10. Names: static, pan, tilt,
/// roll, truck, crane, dolly, zoom, orbit, handheld, follow; `Limits` says
/// which a family knows.
struct CameraMove {
    std::string name;
    double amount = 5;

    bool operator==(const CameraMove&) const = default;
};

/// The camera of one latent frame against the first: position in scene units
/// (right, up, forward), angles in degrees (pan right, tilt up, roll
/// clockwise), focal length in millimetres of a 36 mm wide sensor.
struct CameraPose {
    std::array<double, 3> position{0, 0, 0};
    std::array<double, 3> angles{0, 0, 0};
    double focal_length = 28;

    bool operator==(const CameraPose&) const = default;
};

/// Remix (and extension): the clip to start from.
struct Source {
    std::string input;
    double strength = 0.6; ///< 0 keeps the source, 1 ignores it
    int prefix_frames = 0; ///< that many first frames are kept as they are (extension); 0: none

    bool operator==(const Source&) const = default;
};

/// A cast member in the shot: the handle as written in the prompt and its
/// reference pictures.
struct Likeness {
    std::string handle;              ///< without the @
    std::string kind;                ///< person, animal, object, place
    std::vector<std::string> inputs; ///< may be empty where it shows in the source or a keyframe

    bool operator==(const Likeness&) const = default;
};

/// Low-rank additions to the model's weights (LoRA: Hu et al. 2021, arXiv:2106.09685): a style or
/// somebody, learned from a few pictures. The engine finds the file by its name (`find_lora`) and
/// takes it only with this hash.
struct Lora {
    std::string name;   ///< of its file, without .safetensors
    std::string sha256; ///< lower-case hex over the file
    double weight = 1;  ///< −2 … 2; 0 leaves the model as it is

    bool operator==(const Lora&) const = default;
};

/// Everything that decides a generated shot. A value; its JSON form
/// (packaging/schemas/request.schema.json) is the heart of a recipe. `validate`
/// says what is wrong with one.
struct Request {
    std::string model = "previs";
    std::string prompt;
    std::string negative;
    std::int64_t seed = 0; ///< 0 … 2^63−1
    Size size{256, 256};
    int frames = 33;                ///< the family's own frames
    int steps = 0;                  ///< 0: the family's default
    double guidance = -1;           ///< −1: the family's default; 1 skips the unconditional pass
    std::optional<double> motion;   ///< motion score 0 … 10
    std::vector<CameraMove> camera; ///< moves that run together
    std::vector<CameraPose> camera_path; ///< one a latent frame; takes the place of `camera`. A
                                         ///< family without latents takes any number, evenly
    /// A render pass instead of the picture ("depth", "edges" …: `Limits::passes`), pixel for pixel
    /// the picture's own; empty: the picture.
    std::string pass;
    std::vector<Lora> loras; ///< added to the weights in this order
    std::vector<Keyframe> keyframes;
    std::vector<BrushRegion> brush;
    std::optional<Source> source;
    std::vector<Likeness> cast;
    bool sound = true;
    std::string noise = "philox-1"; ///< or torch-cpu, for parity tests
    std::vector<Input> inputs;

    bool operator==(const Request&) const = default;
};

/// One thing wrong with a request: the field as a JSON pointer
/// ("/keyframes/0/frame") and one sentence that names the thing and the way
/// out.
struct Problem {
    std::string field;
    std::string sentence;

    bool operator==(const Problem&) const = default;
};

} // namespace rushlight::generation
