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
    for (std::size_t x = 0; x < out.size(); ++x) {
        out[x] = (static_cast<float>(from[x]) - coding.luma_offset) * scale;
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
    for (std::size_t x = 0; x < columns; ++x) {
        const float value =
            static_cast<float>(first[x]) * (1 - share) + static_cast<float>(second[x]) * share;
        narrow[x] = (value - coding.chroma_offset) * scale;
    }
    if (!halved) {
        std::copy_n(narrow.begin(), out.size(), out.begin());
        return;
    }
    const std::size_t last = columns - 1;
    if (frame.colour.siting == Siting::centre) {
        for (std::size_t x = 0; x < out.size(); ++x) {
            const std::size_t mine = x / 2;
            const std::size_t other =
                x % 2 == 1 ? std::min(mine + 1, last) : (mine == 0 ? 0 : mine - 1);
            out[x] = 0.75F * narrow[mine] + 0.25F * narrow[other];
        }
    } else {
        for (std::size_t x = 0; x < out.size(); ++x) {
            const std::size_t mine = x / 2;
            out[x] = x % 2 == 0 ? narrow[mine]
                                : 0.5F * (narrow[mine] + narrow[std::min(mine + 1, last)]);
        }
    }
}

void read_packed(const Frame& frame, int y, Row& row)
{
    const std::size_t width = row.a.size();
    if (frame.format == PixelFormat::rgba64) {
        const auto* from = row_of<std::uint16_t>(frame, 0, y);
        constexpr float unit = 1 / 65535.0F;
        for (std::size_t x = 0; x < width; ++x, from += 4) {
            row.a[x] = static_cast<float>(from[0]) * unit;
            row.b[x] = static_cast<float>(from[1]) * unit;
            row.c[x] = static_cast<float>(from[2]) * unit;
            row.alpha[x] = static_cast<float>(from[3]) * unit;
        }
        return;
    }
    const auto* from = row_of<std::uint8_t>(frame, 0, y);
    constexpr float unit = 1 / 255.0F;
    const bool alpha = frame.format == PixelFormat::rgba32;
    const std::size_t step = alpha ? 4 : 3;
    for (std::size_t x = 0; x < width; ++x, from += step) {
        row.a[x] = static_cast<float>(from[0]) * unit;
        row.b[x] = static_cast<float>(from[1]) * unit;
        row.c[x] = static_cast<float>(from[2]) * unit;
        row.alpha[x] = alpha ? static_cast<float>(from[3]) * unit : 1.0F;
    }
}

void to_rgb(Row& row, const Weights& w)
{
    const float kg = 1 - w.kr - w.kb;
    const float red = 2 * (1 - w.kr);
    const float blue = 2 * (1 - w.kb);
    const float green_b = blue * w.kb / kg;
    const float green_r = red * w.kr / kg;
    for (std::size_t x = 0; x < row.a.size(); ++x) {
        const float luma = row.a[x];
        const float cb = row.b[x];
        const float cr = row.c[x];
        row.a[x] = luma + red * cr;
        row.b[x] = luma - green_b * cb - green_r * cr;
        row.c[x] = luma + blue * cb;
    }
}

void from_rgb(Row& row, const Weights& w)
{
    const float kg = 1 - w.kr - w.kb;
    const float red = 1 / (2 * (1 - w.kr));
    const float blue = 1 / (2 * (1 - w.kb));
    for (std::size_t x = 0; x < row.a.size(); ++x) {
        const float luma = w.kr * row.a[x] + kg * row.b[x] + w.kb * row.c[x];
        const float cb = (row.c[x] - luma) * blue;
        const float cr = (row.a[x] - luma) * red;
        row.a[x] = luma;
        row.b[x] = cb;
        row.c[x] = cr;
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
    for (std::size_t x = 0; x < values.size(); ++x) {
        to[x] = static_cast<Sample>(static_cast<int>(rounded(offset + scale * values[x], most)));
    }
}

void write_packed(const Row& row, FrameBuffer& result, int y)
{
    std::uint8_t* to = result.data[0] + y * result.strides[0];
    const std::size_t width = row.a.size();
    if (result.format == PixelFormat::rgba64) {
        auto* wide = reinterpret_cast<std::uint16_t*>(to);
        const auto code = [](float v) {
            return static_cast<std::uint16_t>(static_cast<int>(rounded(65535 * v, 65535)));
        };
        for (std::size_t x = 0; x < width; ++x, wide += 4) {
            wide[0] = code(row.a[x]);
            wide[1] = code(row.b[x]);
            wide[2] = code(row.c[x]);
            wide[3] = code(row.alpha[x]);
        }
        return;
    }
    const auto code = [](float v) {
        return static_cast<std::uint8_t>(static_cast<int>(rounded(255 * v, 255)));
    };
    const bool alpha = result.format == PixelFormat::rgba32;
    const std::size_t step = alpha ? 4 : 3;
    for (std::size_t x = 0; x < width; ++x, to += step) {
        to[0] = code(row.a[x]);
        to[1] = code(row.b[x]);
        to[2] = code(row.c[x]);
        if (alpha) {
            to[3] = code(row.alpha[x]);
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
        for (std::size_t x = 0; x < sum.size(); ++x) {
            sum[x] += share * values[x];
        }
    }

    const std::vector<float>& narrowed(const std::vector<float>& values)
    {
        const std::size_t last = values.size() - 1;
        if (result_.colour.siting == Siting::centre) {
            for (std::size_t x = 0; x < columns_; ++x) {
                narrow_[x] = 0.5F * (values[2 * x] + values[std::min(2 * x + 1, last)]);
            }
        } else {
            narrow_[0] = 0.75F * values[0] + 0.25F * values[std::min<std::size_t>(1, last)];
            for (std::size_t x = 1; x < columns_; ++x) {
                narrow_[x] = 0.5F * values[2 * x] +
                             0.25F * (values[2 * x - 1] + values[std::min(2 * x + 1, last)]);
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
