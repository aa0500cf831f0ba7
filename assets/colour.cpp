#include "assets/colour.hpp"

#include "assets/light.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <vector>

namespace rushlight::assets {

namespace {

/// Y' = kr R' + kg G' + kb B'
struct Weights {
    float kr;
    float kb;
};

Weights weights_of(Matrix matrix)
{
    switch (matrix) {
    case Matrix::bt601:
        return {0.299F, 0.114F};
    case Matrix::bt2020:
        return {0.2627F, 0.0593F};
    default:
        return {0.2126F, 0.0722F};
    }
}

/// How codes stand for values: code = offset + scale · value.
struct Coding {
    float luma_offset;
    float luma_scale;
    float chroma_offset;
    float chroma_scale;
    float most;
};

bool is_deep(PixelFormat format)
{
    return bytes_per_sample(format) == 2;
}

Coding coding_of(PixelFormat format, Range range)
{
    const float unit = is_deep(format) ? 4.0F : 1.0F;
    const float most = is_deep(format) ? 1023.0F : 255.0F;
    if (range == Range::full) {
        return {0, most, 128 * unit, most, most};
    }
    return {16 * unit, 219 * unit, 128 * unit, 224 * unit, most};
}

/// One row of three channels and alpha: R' G' B' 0 … 1, or Y' 0 … 1 with Cb Cr ±½.
struct Row {
    explicit Row(int width)
        : a(static_cast<std::size_t>(width))
        , b(a)
        , c(a)
        , alpha(static_cast<std::size_t>(width), 1.0F)
    {
    }

    std::vector<float> a;
    std::vector<float> b;
    std::vector<float> c;
    std::vector<float> alpha;
};

template <class Sample>
const Sample* row_of(const Frame& frame, std::size_t plane, int y)
{
    return reinterpret_cast<const Sample*>(frame.planes[plane].data +
                                           y * frame.planes[plane].stride);
}

template <class Sample>
void read_luma(const Frame& frame, int y, const Coding& coding, std::vector<float>& out)
{
    const Sample* const from = row_of<Sample>(frame, 0, y);
    const float scale = 1 / coding.luma_scale;
    const float offset = coding.luma_offset;
    float* const to = out.data();
    const std::size_t width = out.size();
    for (std::size_t x = 0; x < width; ++x) {
        to[x] = (static_cast<float>(from[x]) - offset) * scale;
    }
}

/// Chroma of one luma row: between two chroma rows, then between columns, by the siting.
template <class Sample>
void read_chroma(const Frame& frame,
                 std::size_t plane,
                 int y,
                 const Coding& coding,
                 std::vector<float>& narrow,
                 std::vector<float>& out)
{
    const int rows = plane_height(frame.format, 1, frame.height);
    const auto columns = static_cast<std::size_t>(plane_width(frame.format, 1, frame.width));
    const bool halved = columns < out.size() || frame.width == 1;
    int near = y;
    int far = y;
    float share = 0; // of the far row
    if (rows < frame.height) {
        near = y / 2;
        far = near;
        if (frame.colour.siting == Siting::top_left) {
            far = y % 2 == 1 ? near + 1 : near;
            share = 0.5F;
        } else {
            far = y % 2 == 1 ? near + 1 : near - 1;
            share = 0.25F;
        }
        far = std::clamp(far, 0, rows - 1);
    }
    const Sample* const first = row_of<Sample>(frame, plane, near);
    const Sample* const second = row_of<Sample>(frame, plane, far);
    const float scale = 1 / coding.chroma_scale;
    const float offset = coding.chroma_offset;
    float* const codes = narrow.data();
    for (std::size_t x = 0; x < columns; ++x) {
        const float value =
            static_cast<float>(first[x]) * (1 - share) + static_cast<float>(second[x]) * share;
        codes[x] = (value - offset) * scale;
    }
    float* const to = out.data();
    const std::size_t width = out.size();
    if (!halved) {
        std::copy_n(codes, width, to);
        return;
    }
    // pairs of columns between neighbours; the first and the last have one neighbour only
    const std::size_t last = columns - 1;
    const bool centre = frame.colour.siting == Siting::centre;
    const float even = centre ? 0.25F : 0.0F; // share of the neighbour before, in even columns
    const float odd = centre ? 0.25F : 0.5F;  // share of the neighbour after, in odd columns
    for (std::size_t x = 0; x < last; ++x) {
        to[2 * x + 1] = (1 - odd) * codes[x] + odd * codes[x + 1];
        to[2 * x + 2] = (1 - even) * codes[x + 1] + even * codes[x];
    }
    to[0] = codes[0];
    if (2 * last + 1 < width) {
        to[2 * last + 1] = codes[last];
    }
}

void read_packed(const Frame& frame, int y, Row& row)
{
    const std::size_t width = row.a.size();
    float* const a = row.a.data();
    float* const b = row.b.data();
    float* const c = row.c.data();
    float* const opacity = row.alpha.data();
    if (frame.format == PixelFormat::rgba64) {
        const auto* from = row_of<std::uint16_t>(frame, 0, y);
        constexpr float unit = 1 / 65535.0F;
        for (std::size_t x = 0; x < width; ++x, from += 4) {
            a[x] = static_cast<float>(from[0]) * unit;
            b[x] = static_cast<float>(from[1]) * unit;
            c[x] = static_cast<float>(from[2]) * unit;
            opacity[x] = static_cast<float>(from[3]) * unit;
        }
        return;
    }
    const auto* from = row_of<std::uint8_t>(frame, 0, y);
    constexpr float unit = 1 / 255.0F;
    const bool alpha = frame.format == PixelFormat::rgba32;
    const std::size_t step = alpha ? 4 : 3;
    for (std::size_t x = 0; x < width; ++x, from += step) {
        a[x] = static_cast<float>(from[0]) * unit;
        b[x] = static_cast<float>(from[1]) * unit;
        c[x] = static_cast<float>(from[2]) * unit;
        opacity[x] = alpha ? static_cast<float>(from[3]) * unit : 1.0F;
    }
}

void to_rgb(Row& row, const Weights& w)
{
    const float kg = 1 - w.kr - w.kb;
    const float red = 2 * (1 - w.kr);
    const float blue = 2 * (1 - w.kb);
    const float green_b = blue * w.kb / kg;
    const float green_r = red * w.kr / kg;
    float* const a = row.a.data();
    float* const b = row.b.data();
    float* const c = row.c.data();
    const std::size_t width = row.a.size();
    for (std::size_t x = 0; x < width; ++x) {
        const float luma = a[x];
        const float cb = b[x];
        const float cr = c[x];
        a[x] = luma + red * cr;
        b[x] = luma - green_b * cb - green_r * cr;
        c[x] = luma + blue * cb;
    }
}

void from_rgb(Row& row, const Weights& w)
{
    const float kg = 1 - w.kr - w.kb;
    const float red = 1 / (2 * (1 - w.kr));
    const float blue = 1 / (2 * (1 - w.kb));
    float* const a = row.a.data();
    float* const b = row.b.data();
    float* const c = row.c.data();
    const std::size_t width = row.a.size();
    for (std::size_t x = 0; x < width; ++x) {
        const float luma = w.kr * a[x] + kg * b[x] + w.kb * c[x];
        const float cb = (c[x] - luma) * blue;
        const float cr = (a[x] - luma) * red;
        a[x] = luma;
        b[x] = cb;
        c[x] = cr;
    }
}

void change_light(Row& row, const LightConversion& light)
{
    for (std::size_t x = 0; x < row.a.size(); ++x) {
        const float alpha = row.alpha[x];
        const float whole = alpha > 0 ? 1 / alpha : 0;
        const Rgb result = light({row.a[x] * whole, row.b[x] * whole, row.c[x] * whole});
        row.a[x] = result[0] * alpha;
        row.b[x] = result[1] * alpha;
        row.c[x] = result[2] * alpha;
    }
}

float rounded(float code, float most)
{
    code = code < 0 ? 0 : code;
    return (code > most ? most : code) + 0.5F;
}

template <class Sample>
void write_codes(
    const std::vector<float>& values, float offset, float scale, float most, Sample* to)
{
    const float* const from = values.data();
    const std::size_t width = values.size();
    for (std::size_t x = 0; x < width; ++x) {
        to[x] = static_cast<Sample>(static_cast<int>(rounded(offset + scale * from[x], most)));
    }
}

void write_packed(const Row& row, FrameBuffer& result, int y)
{
    std::uint8_t* to = result.data[0] + y * result.strides[0];
    const std::size_t width = row.a.size();
    const float* const a = row.a.data();
    const float* const b = row.b.data();
    const float* const c = row.c.data();
    const float* const opacity = row.alpha.data();
    if (result.format == PixelFormat::rgba64) {
        auto* wide = reinterpret_cast<std::uint16_t*>(to);
        const auto code = [](float v) {
            return static_cast<std::uint16_t>(static_cast<int>(rounded(65535 * v, 65535)));
        };
        for (std::size_t x = 0; x < width; ++x, wide += 4) {
            wide[0] = code(a[x]);
            wide[1] = code(b[x]);
            wide[2] = code(c[x]);
            wide[3] = code(opacity[x]);
        }
        return;
    }
    const auto code = [](float v) {
        return static_cast<std::uint8_t>(static_cast<int>(rounded(255 * v, 255)));
    };
    const bool alpha = result.format == PixelFormat::rgba32;
    const std::size_t step = alpha ? 4 : 3;
    for (std::size_t x = 0; x < width; ++x, to += step) {
        to[0] = code(a[x]);
        to[1] = code(b[x]);
        to[2] = code(c[x]);
        if (alpha) {
            to[3] = code(opacity[x]);
        }
    }
}

/// Writes Y'CbCr rows one after another, averaging chroma as it goes.
class PlanarWriter {
public:
    explicit PlanarWriter(FrameBuffer& result)
        : result_(result)
        , coding_(coding_of(result.format, result.colour.range))
        , columns_(static_cast<std::size_t>(plane_width(result.format, 1, result.width)))
        , rows_(plane_height(result.format, 1, result.height))
        , narrow_(columns_)
    {
        for (auto& sums : sums_) {
            sums.assign(2, std::vector<float>(columns_));
        }
    }

    void write(const Row& row, int y)
    {
        put(row.a, 0, y, coding_.luma_offset, coding_.luma_scale);
        write_chroma(row.b, 1, y);
        write_chroma(row.c, 2, y);
    }

private:
    void put(const std::vector<float>& values, std::size_t plane, int y, float offset, float scale)
    {
        std::uint8_t* const to = result_.data[plane] + y * result_.strides[plane];
        if (is_deep(result_.format)) {
            write_codes(values, offset, scale, coding_.most, reinterpret_cast<std::uint16_t*>(to));
        } else {
            write_codes(values, offset, scale, coding_.most, to);
        }
    }

    void put_chroma(const std::vector<float>& values, std::size_t plane, int y)
    {
        put(values, plane, y, coding_.chroma_offset, coding_.chroma_scale);
    }

    void write_chroma(const std::vector<float>& values, std::size_t plane, int y)
    {
        const std::vector<float>& narrow = columns_ < values.size() ? narrowed(values) : values;
        if (rows_ == result_.height) {
            put_chroma(narrow, plane, y);
            return;
        }
        // sums_[plane][0] gathers chroma row y / 2, [1] the one after it
        auto& sums = sums_[plane];
        const bool last = y == result_.height - 1;
        const bool top = result_.colour.siting == Siting::top_left;
        if (y % 2 == 0) {
            const float share = last ? (top && y > 0 ? 0.75F : 1.0F) : 0.5F;
            add(narrow, y == 0 && top && !last ? 0.75F : share, sums[0]);
        } else {
            add(narrow, top ? 0.25F : 0.5F, sums[0]);
            if (top) {
                add(narrow, 0.25F, sums[1]);
            }
        }
        if (y % 2 == 1 || last) {
            put_chroma(sums[0], plane, y / 2);
            std::swap(sums[0], sums[1]);
            std::fill(sums[1].begin(), sums[1].end(), 0.0F);
        }
    }

    static void add(const std::vector<float>& values, float share, std::vector<float>& sum)
    {
        const float* const from = values.data();
        float* const to = sum.data();
        const std::size_t width = sum.size();
        for (std::size_t x = 0; x < width; ++x) {
            to[x] += share * from[x];
        }
    }

    const std::vector<float>& narrowed(const std::vector<float>& values)
    {
        const float* const from = values.data();
        float* const to = narrow_.data();
        const std::size_t last = values.size() - 1;
        const std::size_t inner = values.size() / 2; // pairs that are whole
        if (result_.colour.siting == Siting::centre) {
            for (std::size_t x = 0; x < inner; ++x) {
                to[x] = 0.5F * (from[2 * x] + from[2 * x + 1]);
            }
            if (inner < columns_) {
                to[inner] = from[last];
            }
        } else {
            to[0] = 0.75F * from[0] + 0.25F * from[std::min<std::size_t>(1, last)];
            for (std::size_t x = 1; x < inner; ++x) {
                to[x] = 0.5F * from[2 * x] + 0.25F * (from[2 * x - 1] + from[2 * x + 1]);
            }
            if (inner < columns_ && inner > 0) {
                to[inner] = 0.75F * from[last] + 0.25F * from[last - 1];
            }
        }
        return narrow_;
    }

    FrameBuffer& result_;
    Coding coding_;
    std::size_t columns_;
    int rows_;
    std::vector<float> narrow_;
    std::array<std::vector<std::vector<float>>, 3> sums_; ///< [plane][this row, next row][column]
};

} // namespace

Frame convert(const Frame& frame, PixelFormat format, const Colour& colour)
{
    const bool from_packed = plane_count(frame.format) == 1;
    const bool to_packed = plane_count(format) == 1;
    if (frame.format == format && frame.colour == colour) {
        return frame;
    }
    FrameBuffer result(frame.width, frame.height, format, colour);
    result.opaque = frame.opaque || !to_packed || format == PixelFormat::rgb24;
    const bool light_changes = differ_in_light(frame.colour, colour);
    const bool matrix_changes =
        light_changes || from_packed || to_packed || frame.colour.matrix != colour.matrix;
    std::optional<LightConversion> light;
    if (light_changes) {
        light.emplace(frame.colour, colour);
    }
    std::optional<PlanarWriter> writer;
    if (!to_packed) {
        writer.emplace(result);
    }
    const Coding coding = coding_of(frame.format, frame.colour.range);
    Row row(frame.width);
    std::vector<float> narrow(static_cast<std::size_t>(frame.width));
    for (int y = 0; y < frame.height; ++y) {
        if (from_packed) {
            read_packed(frame, y, row);
        } else if (is_deep(frame.format)) {
            read_luma<std::uint16_t>(frame, y, coding, row.a);
            read_chroma<std::uint16_t>(frame, 1, y, coding, narrow, row.b);
            read_chroma<std::uint16_t>(frame, 2, y, coding, narrow, row.c);
        } else {
            read_luma<std::uint8_t>(frame, y, coding, row.a);
            read_chroma<std::uint8_t>(frame, 1, y, coding, narrow, row.b);
            read_chroma<std::uint8_t>(frame, 2, y, coding, narrow, row.c);
        }
        if (!from_packed && matrix_changes) {
            to_rgb(row, weights_of(frame.colour.matrix));
        }
        if (light) {
            change_light(row, *light);
        }
        if (to_packed) {
            write_packed(row, result, y);
        } else {
            if (matrix_changes) {
                from_rgb(row, weights_of(colour.matrix));
            }
            writer->write(row, y);
        }
    }
    return result.freeze();
}

} // namespace rushlight::assets
