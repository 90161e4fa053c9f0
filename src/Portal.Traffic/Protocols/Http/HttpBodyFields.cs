using System.Buffers;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Http;

/// <summary>The body of a message as text, its content coding undone.</summary>
internal static class HttpBodyFields
{
    /// <summary>As much as is kept of a message; packed bodies may hold far more.</summary>
    private const int MaxBytes = 256 << 10;

    /// <param name="tree">Takes the lines.</param>
    /// <param name="at">Where the body begins in the tree's view.</param>
    /// <param name="headers">The lines of headers.</param>
    /// <param name="body">The body, not empty.</param>
    public static void Add(FieldTree tree, int at, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> body)
    {
        var coding = CodingOf(headers);
        if (coding == HttpCoding.Identity)
        {
            Add(tree, at, body);
            return;
        }
        var decoded = Decode(coding, body);
        if (decoded.Length == 0)
        {
            tree.Note($"Packed body: {Plural.Of(body.Length, "byte", "bytes")}", at, body.Length);
            return;
        }
        var frame = tree.EnterView("Uncompressed entity body", decoded);
        Add(tree, 0, decoded);
        tree.ReturnTo(frame);
    }

    private static void Add(FieldTree tree, int at, ReadOnlySpan<byte> body) =>
        tree.Add(
            "http.file_data",
            $"File Data: {Plural.Of(body.Length, "byte", "bytes")}",
            FieldValue.OfText(Text(body)),
            at,
            body.Length
        );

    private static HttpCoding CodingOf(ReadOnlySpan<byte> lines)
    {
        var head = new HttpEntityHead();
        var headers = new HttpHeaders(lines);
        while (headers.Next())
        {
            head.Read(headers);
        }
        return head.Coding;
    }

    private static byte[] Decode(HttpCoding coding, ReadOnlySpan<byte> body)
    {
        using var decoder = new HttpDecoder(coding);
        var decoded = new ArrayBufferWriter<byte>();
        while (decoded.WrittenCount < MaxBytes && decoder.Next(ref body, out var output))
        {
            decoded.Write(output[..Math.Min(output.Length, MaxBytes - decoded.WrittenCount)]);
        }
        return decoded.WrittenSpan.ToArray();
    }

    /// <summary>Up to the first zero; what is not ASCII has no letter.</summary>
    private static string Text(ReadOnlySpan<byte> body)
    {
        const byte lastAscii = 0x7F;
        var end = body.IndexOf((byte)0);
        var text = end < 0 ? body : body[..end];
        return string.Create(
            text.Length,
            text,
            static (letters, octets) =>
            {
                for (var i = 0; i < octets.Length; i++)
                {
                    letters[i] = octets[i] <= lastAscii ? (char)octets[i] : '\uFFFD';
                }
            }
        );
    }
}
