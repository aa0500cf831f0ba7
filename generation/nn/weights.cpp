#include "generation/nn/weights.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

namespace rushlight::generation::nn {

struct Weights::Set {
    std::map<std::string, at::Tensor> tensors;
    std::set<std::string> taken;
    std::string source;
};

Weights::Weights(std::map<std::string, at::Tensor> tensors, std::string source)
    : set_(std::make_shared<Set>(Set{std::move(tensors), {}, std::move(source)}))
{
}

Weights::Weights(std::shared_ptr<Set> set, std::string scope, std::optional<at::ScalarType> type)
    : set_(std::move(set))
    , scope_(std::move(scope))
    , type_(type)
{
}

at::Tensor Weights::take(const std::string& name) const
{
    at::Tensor tensor = take_if_present(name);
    if (!tensor.defined()) {
        throw CheckpointError(CheckpointError::Code::missing,
                              set_->source + " has no tensor " + scope_ + name);
    }
    return tensor;
}

at::Tensor Weights::take(const std::string& name, at::IntArrayRef sizes) const
{
    at::Tensor tensor = take(name);
    if (tensor.sizes() != sizes) {
        std::ostringstream sentence;
        sentence << set_->source << " has the tensor " << scope_ << name << " with sizes "
                 << tensor.sizes() << ", but this model needs " << sizes;
        throw CheckpointError(CheckpointError::Code::wrong_shape, sentence.str());
    }
    return tensor;
}

at::Tensor Weights::take_if_present(const std::string& name) const
{
    const auto found = set_->tensors.find(scope_ + name);
    if (found == set_->tensors.end()) {
        return {};
    }
    set_->taken.insert(found->first);
    const at::Tensor& tensor = found->second;
    const bool cast = type_ && tensor.dim() >= 2 && !tensor.requires_grad();
    return cast ? tensor.to(*type_) : tensor;
}

Weights Weights::operator/(const std::string& scope) const
{
    return {set_, scope_ + scope + ".", type_};
}

Weights Weights::in_type(at::ScalarType type) const
{
    return {set_, scope_, type};
}

std::vector<std::string> Weights::left_over() const
{
    std::vector<std::string> names;
    for (const auto& [name, tensor] : set_->tensors) {
        if (name.compare(0, scope_.size(), scope_) == 0 && set_->taken.count(name) == 0) {
            names.push_back(name);
        }
    }
    return names;
}

void Weights::expect_all_taken() const
{
    const auto names = left_over();
    if (names.empty()) {
        return;
    }
    std::string sentence = set_->source + " has tensors that this model does not use:";
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 3); ++i) {
        sentence += (i == 0 ? " " : ", ") + names[i];
    }
    if (names.size() > 3) {
        sentence += " and " + std::to_string(names.size() - 3) + " more";
    }
    throw CheckpointError(CheckpointError::Code::left_over, sentence);
}

} // namespace rushlight::generation::nn
