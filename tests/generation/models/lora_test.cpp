#include "generation/engine.hpp"
#include "generation/families.hpp"
#include "generation/models/previs/autoencoder.hpp"
#include "generation/models/previs/lora.hpp"
#include "generation/protocol/sha256.hpp"
#include "tests/generation/models/tiny.hpp"
#include "tests/support/temporary_folder.hpp"

#include <ATen/ATen.h>
#include <catch2/catch.hpp>

#include <limits>

using namespace rushlight::generation;
using namespace rushlight::generation::previs;
using rushlight::test::random_tensors;

namespace {

const DenoiserConfig& config()
{
    static const Config tiny_config = tiny();
    return tiny_config.denoiser;
}

/// A LoRA with an effect: training begins B at zero.
Checkpoint lora_file(std::uint64_t seed, std::int64_t rank = 4, double alpha = 8)
{
    return lora_checkpoint(random_tensors(lora_table(config(), rank), seed), config(), rank, alpha);
}

WeightedLora weighted(std::uint64_t seed, double weight)
{
    return {read_lora(lora_file(seed), "it", config()), weight};
}

using Tensors = std::map<std::string, at::Tensor>;

Tensors base()
{
    return random_tensors(tensor_table(config()), 1);
}

Tensors with(const std::vector<WeightedLora>& loras)
{
    Tensors tensors = base();
    for (const WeightedLora& lora : loras) {
        add_lora(tensors, lora);
    }
    return tensors;
}

std::string refusal(const Checkpoint& file)
{
    try {
        (void)read_lora(file, "ada", config());
    } catch (const CheckpointError& error) {
        return error.what();
    }
    return "";
}

void save(const std::filesystem::path& folder,
          const std::string& part,
          const std::vector<nn::InitialTensor>& table,
          std::map<std::string, std::string> metadata)
{
    Checkpoint checkpoint;
    checkpoint.tensors = random_tensors(table, 7);
    for (auto& [name, tensor] : checkpoint.tensors) {
        tensor = tensor.to(at::kHalf);
    }
    metadata["format"] = "1";
    checkpoint.metadata = std::move(metadata);
    write_checkpoint(folder, part, checkpoint);
}

/// A models folder with tiny random weights, and a folder of LoRAs.
struct Models {
    rushlight::test::TemporaryFolder folder;
    std::unique_ptr<Family> family;

    Models()
    {
        at::set_num_threads(1); // tests run side by side
        AutoencoderConfig shape;
        shape.widths = {8, 8, 16, 16};
        std::filesystem::create_directories(folder / "weights");
        save(folder / "weights",
             "autoencoder",
             initial_autoencoder(shape),
             {{"widths", "8,8,16,16"}, {"encoder_blocks", "1"}, {"decoder_blocks", "2"}});
        save(folder / "weights", "text_encoder", tensor_table(tiny().text), {{"config", "tiny"}});
        save(folder / "weights",
             "denoiser",
             tensor_table(config()),
             {{"config", "tiny"}, {"scales", "p4,p2"}});
        std::filesystem::create_directories(folder / "loras");
        family = make_family(folder / "weights", {folder / "nowhere", folder / "loras"});
    }

    Lora put(const std::string& name, const Checkpoint& file, double weight) const
    {
        const auto bytes = safetensors_bytes(file);
        write_safetensors(folder / "loras" / (name + ".safetensors"), file);
        return {name, sha256_hex(bytes), weight};
    }

    [[nodiscard]] Generated make(const std::vector<Lora>& loras) const
    {
        class Nobody : public Observer {
            [[nodiscard]] bool wants_previews() const override { return false; }
        } nobody;

        Request request;
        request.prompt = "a red ball bounces on the beach at dusk";
        request.seed = 5;
        request.frames = 9;
        request.steps = 2;
        request.sound = false;
        request.loras = loras;
        return family->generate(request, {}, {}, nobody, {});
    }
};

} // namespace

TEST_CASE("a LoRA of weight 0 changes no bit of the weights, others change the blocks alone",
          "[previs][lora]")
{
    const Tensors before = base(), none = with({weighted(2, 0)}), some = with({weighted(2, 0.5)});
    for (const auto& [name, tensor] : before) {
        CHECK(at::equal(tensor, none.at(name)));
        const bool block_matrix = name.rfind("blocks.", 0) == 0 && tensor.dim() == 2 &&
                                  name.find("modulation") == std::string::npos;
        INFO(name);
        CHECK(at::equal(tensor, some.at(name)) == !block_matrix);
    }
}

TEST_CASE("what a LoRA adds is weight times alpha over rank times B A, and two add up",
          "[previs][lora]")
{
    const WeightedLora one = weighted(2, 0.5), two = weighted(3, -1.5);
    const Tensors before = base(), first = with({one}), both = with({one, two}),
                  second = with({two});
    const LoraFactors& factors = one.lora.factors.at("blocks.1.feed.up");
    CHECK(at::allclose(first.at("blocks.1.feed.up.weight"),
                       before.at("blocks.1.feed.up.weight") + factors.b.mm(factors.a),
                       1e-4,
                       1e-5)); // 0.5 · 8 / 4
    for (const std::string& name : lora_matrices(config())) {
        const at::Tensor& plain = before.at(name + ".weight");
        const at::Tensor sum = first.at(name + ".weight") + second.at(name + ".weight") - plain;
        CHECK(at::allclose(both.at(name + ".weight"), sum, 1e-4, 1e-5));
    }
}

TEST_CASE("a LoRA that does not fit is refused with the tensor and what it should be",
          "[previs][lora]")
{
    CHECK(refusal(lora_file(1)).empty());
    Checkpoint other = lora_file(1);
    other.tensors["blocks.0.qkv.lora_A.weight"] = at::zeros({4, 32});
    CHECK(refusal(other) == "the LoRA \"ada\" has the tensor blocks.0.qkv.lora_A.weight with sizes "
                            "[4, 32], but this model needs [4, 64]");
    other = lora_file(1);
    other.metadata["rank"] = "5";
    CHECK_THAT(refusal(other), Catch::Contains("with sizes [4, 64], but this model needs [5, 64]"));
    other = lora_file(1);
    other.tensors.erase("blocks.2.out.lora_B.weight");
    CHECK_THAT(refusal(other), Catch::Contains("has no tensor blocks.2.out.lora_B.weight"));
    other = lora_file(1);
    other.tensors["blocks.7.out.lora_B.weight"] = at::zeros({64, 4});
    CHECK_THAT(refusal(other), Catch::Contains("blocks.7.out.lora_B.weight"));
    other = lora_file(1);
    other.tensors["blocks.1.out.lora_B.weight"][3][2] = std::numeric_limits<float>::infinity();
    CHECK_THAT(refusal(other), Catch::Contains("values in blocks.1.out.lora_B.weight that are no"));
    other = lora_file(1);
    other.metadata["config"] = "previs-m";
    CHECK_THAT(refusal(other), Catch::Contains("was trained for previs-m, but this model is tiny"));
    other = lora_file(1);
    other.metadata.erase("format");
    CHECK_THAT(refusal(other), Catch::Contains("rushlight-lora-1"));
    for (const char* rank : {"0", "-1", "129", "1e300", "2.5", "nan", "8x", ""}) {
        other = lora_file(1);
        other.metadata["rank"] = rank;
        CHECK_THAT(refusal(other), Catch::Contains("a rank is 1 to 128"));
    }
}

TEST_CASE("a shot takes LoRAs, and the model is its old self without them", "[previs][lora]")
{
    const Models models;
    const Lora ada = models.put("ada", lora_file(2), 1);
    const Generated plain = models.make({});
    const Generated taken = models.make({ada});
    CHECK(taken.rgb != plain.rgb);
    CHECK((taken.recipe.request.loras == std::vector<Lora>{ada}));
    CHECK(taken.recipe.model_hashes == plain.recipe.model_hashes);
    CHECK(models.make({ada}).rgb == taken.rgb);

    Lora off = ada;
    off.weight = 0;
    CHECK(models.make({off}).rgb == plain.rgb);
    const Lora ben = models.put("ben", lora_file(3), 1);
    const Generated both = models.make({ada, ben});
    CHECK(both.rgb != taken.rgb);
    CHECK(models.make({ada, {"ben", ben.sha256, 0}}).rgb == taken.rgb);
    CHECK(models.make({}).rgb == plain.rgb);
}

TEST_CASE("a shot whose LoRA is gone, was replaced or fits another model is refused",
          "[previs][lora]")
{
    const Models models;
    const Lora ada = models.put("ada", lora_file(2), 1);
    (void)models.put("ada", lora_file(4), 1);
    CHECK_THROWS_AS(models.make({ada}), ModelMissing);
    CHECK_THROWS_AS(models.make({{"nobody", ada.sha256, 1}}), ModelMissing);
    Checkpoint file = lora_file(2);
    file.metadata["config"] = "previs-s";
    try {
        (void)models.make({models.put("ada", file, 1)});
        FAIL("another model's LoRA was taken");
    } catch (const InvalidRequest& refused) {
        CHECK(refused.problems.front().field == "/loras/0");
    }
}
