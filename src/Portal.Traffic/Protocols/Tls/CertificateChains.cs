using Portal.Traffic.Files;
using Portal.Traffic.Protocols.Tls.Certificates;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>The certificates that both sides of one handshake showed: handed on as files, logged, and kept for the row.</summary>
/// <param name="flow">Whose handshake it is.</param>
/// <param name="source">What <c>files.source</c> says of them.</param>
internal sealed class CertificateChains(FlowContext flow, string source)
{
    /// <summary>Real chains have up to five; validators stop at ten or so.</summary>
    private const int MaxChain = 32;

    private readonly List<Certificate> _server = [];
    private readonly List<Certificate> _client = [];
    private bool _hasAny;

    /// <summary>The body of a certificate message (RFC 5246 §7.4.2); TLS 1.3 encrypts it.</summary>
    public void OnCertificates(Side side, bool isClient, ReadOnlySpan<byte> body, FrameStamp first, FrameStamp last)
    {
        var outer = new ByteReader(body);
        var list = new ByteReader(outer.Take(outer.ReadUInt24()));
        for (var index = 0; list.Remaining > 0; index++)
        {
            var certificate = list.Take(list.ReadUInt24());
            if (list.Failed || index == MaxChain)
            {
                flow.Weird(
                    list.Failed ? "tls_certificate_list_broken" : "tls_certificate_chain_too_long",
                    source: "SSL"
                );
                return;
            }
            if (certificate.IsEmpty)
            {
                flow.Weird("zero_length_certificate", source: "SSL");
                continue;
            }
            Add(side, isClient, certificate, index == 0, first, last);
        }
    }

    /// <summary>
    /// The body of a certificate message of TLS 1.3 (RFC 8446 §4.4.2): a context, then entries of a certificate with its
    /// extensions, of which a stapled OCSP response is one.
    /// </summary>
    public void OnCertificateEntries(
        Side side,
        bool isClient,
        ReadOnlySpan<byte> body,
        FrameStamp first,
        FrameStamp last
    )
    {
        var outer = new ByteReader(body);
        outer.Skip(outer.ReadByte());
        var list = new ByteReader(outer.Take(outer.ReadUInt24()));
        for (var index = 0; list.Remaining > 0; index++)
        {
            var certificate = list.Take(list.ReadUInt24());
            var extensions = new HelloExtensions(list.Rest);
            list.Skip(list.ReadUInt16());
            if (list.Failed || index == MaxChain)
            {
                flow.Weird(
                    list.Failed ? "tls_certificate_list_broken" : "tls_certificate_chain_too_long",
                    source: "SSL"
                );
                return;
            }
            if (!certificate.IsEmpty)
            {
                Add(side, isClient, certificate, index == 0, first, last);
            }
            while (extensions.TryNext(out var type, out var data))
            {
                if (type == ExtensionType.StatusRequest && data is [TlsSession.OcspStatus, _, _, _, ..])
                {
                    OnOcspResponse(side, data[4..], first, last);
                }
            }
        }
    }

    /// <summary>The one certificate of an SSL 2.0 server hello.</summary>
    public void OnCertificate(Side side, bool isClient, ReadOnlySpan<byte> certificate, FrameStamp frame) =>
        Add(side, isClient, certificate, isHost: true, frame, frame);

    /// <summary>A stapled OCSP response (RFC 6066 §8): a file of its own.</summary>
    public void OnOcspResponse(Side side, ReadOnlySpan<byte> response, FrameStamp first, FrameStamp last)
    {
        if (response.IsEmpty)
        {
            return;
        }
        var file = Open(side, first, last);
        file.MimeType = "application/ocsp-response";
        file.Data(response, last);
        file.Close(last);
    }

    public void Fill(SslRecord row)
    {
        if (!_hasAny)
        {
            return;
        }
        row.CertificateChain = [.. _server.Select(certificate => certificate.Fingerprint)];
        row.ClientCertificateChain = [.. _client.Select(certificate => certificate.Fingerprint)];
        if (_server is [var leaf, ..])
        {
            row.Subject = leaf.Subject.Text;
            row.Issuer = leaf.Issuer.Text;
            row.IsSelfSigned = leaf.IsSelfIssued;
            row.ServerNameMatchesCertificate = row.ServerName is { } name ? HostName.Matches(name, leaf) : null;
        }
    }

    /// <summary>The file is there when its message is whole, as in Zeek; its frames begin with the message's.</summary>
    private TransferredFile Open(Side side, FrameStamp first, FrameStamp last) =>
        flow.Files.Open(source, side, new FrameStamp(first.Number, last.Time));

    private void Add(Side side, bool isClient, ReadOnlySpan<byte> der, bool isHost, FrameStamp first, FrameStamp last)
    {
        _hasAny = true;
        var file = Open(side, first, last);
        file.MimeType = isHost ? "application/x-x509-user-cert" : "application/x-x509-ca-cert";
        file.AddAnalyzer("X509");
        file.Data(der, last);
        file.Close(last);
        if (!flow.Shared<KnownCertificates>().TryParse(der, out var certificate))
        {
            flow.Weird("x509_cert_parse_error", file.Fuid);
            return;
        }
        var chain = isClient ? _client : _server;
        if (chain.Count < MaxChain)
        {
            chain.Add(certificate);
        }
        CertificateLog.Write(flow, certificate, isHost, isClient, first, last);
    }
}
