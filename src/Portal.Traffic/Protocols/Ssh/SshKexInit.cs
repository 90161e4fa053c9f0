using System.Security.Cryptography;
using System.Text;

namespace Portal.Traffic.Protocols.Ssh;

/// <summary>SSH_MSG_KEXINIT: what a side offers, by preference (RFC 4253 §7.1). The lists are kept as text with commas.</summary>
public sealed record SshKexInit(
    string KeyExchange,
    string HostKey,
    string CipherToServer,
    string CipherToClient,
    string MacToServer,
    string MacToClient,
    string CompressionToServer,
    string CompressionToClient
)
{
    public const byte MessageType = 20;

    private const int CookieBytes = 16;
    private const string Failed = "Algorithm negotiation failed";

    /// <summary>Reads the payload from the message type on; false when a list runs past the end.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out SshKexInit? kexInit)
    {
        kexInit = null;
        var reader = new ByteReader(payload);
        if (reader.ReadByte() != MessageType)
        {
            return false;
        }
        reader.Skip(CookieBytes);
        kexInit = new SshKexInit(
            List(ref reader),
            List(ref reader),
            List(ref reader),
            List(ref reader),
            List(ref reader),
            List(ref reader),
            List(ref reader),
            List(ref reader)
        );
        return !reader.Failed;
    }

    /// <summary>The HASSH of a client: MD5 of what it offers toward the server.</summary>
    public string Hassh() => Digest(KeyExchange, CipherToServer, MacToServer, CompressionToServer);

    /// <summary>The HASSH of a server: MD5 of what it offers toward the client.</summary>
    public string HasshServer() => Digest(KeyExchange, CipherToClient, MacToClient, CompressionToClient);

    /// <summary>The first that the client names and the server has too (RFC 4253 §7.1).</summary>
    public static string Agree(string client, string server)
    {
        var offered = server.Split(',');
        return Array.Find(client.Split(','), name => offered.Contains(name, StringComparer.Ordinal)) ?? Failed;
    }

    /// <summary>As <see cref="Agree(string, string)"/> for both directions; both are named where they differ.</summary>
    public static string Agree(string clientOut, string serverIn, string clientIn, string serverOut)
    {
        var toServer = Agree(clientOut, serverIn);
        var toClient = Agree(clientIn, serverOut);
        return toServer == toClient ? toServer : $"To server: {toServer}, to client: {toClient}";
    }

    private static string List(ref ByteReader reader)
    {
        var length = reader.ReadUInt32();
        return Encoding.Latin1.GetString(reader.Take((int)Math.Min(length, int.MaxValue)));
    }

    private static string Digest(params ReadOnlySpan<string> lists) =>
#pragma warning disable CA5351 // The fingerprint is defined with MD5; it protects nothing.
        Convert.ToHexStringLower(MD5.HashData(Encoding.Latin1.GetBytes(string.Join(';', lists))));
#pragma warning restore CA5351
}
