"""A real model server on loopback, made on the spot: llama.cpp's own server with a model of random numbers.

    python tests/services/real/tiny.py FILE KEY      makes the model in FILE, serves it, and prints the address in a line

No weights are fetched from anywhere: the model has one layer, knows a few words and 256 bytes, and writes nonsense. All around
it is real: the interface, streaming, the count of tokens, grammars for structured answers, errors, keys.
"""

import os
import sys

import gguf
import numpy
import xllamacpp

NAME = "tiny-random"
CONTEXT = 32_768  # tokens of each of the two that it answers side by side
_WORDS = ("a", "rain", "tea", "house", "window", "we", "you", "bread", "warm", "is", "and", "of", "to", "open", "at", "ten", "it")
_WIDE, _HEADS, _INNER = 64, 4, 128
_TEMPLATE = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:"


def make(path: str) -> None:
    """Write the model: llama's architecture, seeded, so that it is the same everywhere."""
    random = numpy.random.default_rng(7)

    def some(*shape: int) -> numpy.ndarray:
        return (random.standard_normal(shape) * 0.3).astype(numpy.float32)

    kind = gguf.TokenType
    special, space = ["<unk>", "<s>", "</s>"], "\u2581"
    tokens = [*special, *(f"<0x{byte:02X}>" for byte in range(256)), space, *(f"{space}{word}" for word in _WORDS)]
    plain = len(_WORDS) + 1
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name(NAME)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(_WIDE)
    writer.add_block_count(1)
    writer.add_feed_forward_length(_INNER)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDE // _HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * 3 + [-100.0] * 256 + [-1.0] * plain)
    writer.add_token_types([kind.UNKNOWN, kind.CONTROL, kind.CONTROL, *[kind.BYTE] * 256, *[kind.NORMAL] * plain])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(_TEMPLATE)
    out = some(len(tokens), _WIDE)
    out[: -len(_WORDS)] *= 0.01  # bytes come only where a grammar asks for them
    out[-len(_WORDS) :] *= 4
    ones = numpy.ones(_WIDE, numpy.float32)
    tensors = {"token_embd": some(len(tokens), _WIDE), "output_norm": ones, "output": out}
    tensors |= {f"blk.0.attn_{name}": some(_WIDE, _WIDE) for name in ("q", "k", "v", "output")}
    tensors |= {"blk.0.ffn_gate": some(_INNER, _WIDE), "blk.0.ffn_up": some(_INNER, _WIDE), "blk.0.ffn_down": some(_WIDE, _INNER)}
    tensors |= {"blk.0.attn_norm": ones, "blk.0.ffn_norm": ones}
    for name, tensor in tensors.items():
        writer.add_tensor(f"{name}.weight", tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def serve(path: str, key: str) -> None:
    """Serve until somebody closes our standard input."""
    wishes = xllamacpp.CommonParams()
    wishes.model.path = path
    wishes.model_alias = [NAME]
    wishes.api_keys = [key]
    wishes.n_ctx = 2 * CONTEXT
    wishes.n_parallel = 2
    wishes.cpuparams.n_threads = 1
    wishes.n_gpu_layers = 0
    wishes.hostnames = ["127.0.0.1"]
    wishes.port = 0
    wishes.ui = wishes.warmup = False
    wishes.endpoint_slots = True
    server = xllamacpp.Server(wishes)
    print(server.listening_address, flush=True)
    sys.stdin.read()
    os._exit(0)  # its own end would wait for the answers that are under way


if __name__ == "__main__":
    make(sys.argv[1])
    serve(sys.argv[1], sys.argv[2])
