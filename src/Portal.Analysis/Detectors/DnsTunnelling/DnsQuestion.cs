namespace Portal.Analysis.Detectors.DnsTunnelling;

/// <summary>One question as its record tells it.</summary>
/// <param name="Time">Nanoseconds since 1970 UTC.</param>
/// <param name="Name">Lower case, without the final dot.</param>
/// <param name="Type">For example <c>TXT</c>.</param>
/// <param name="ResponseCode">For example <c>NXDOMAIN</c>; null without a response.</param>
/// <param name="Answers">Texts of the answers.</param>
/// <param name="Resolver">The address that was asked.</param>
/// <param name="IsContacted">Whether the client opened a flow to an address of the answer within 120 s.</param>
public readonly record struct DnsQuestion(
    long Time,
    string Name,
    string Type,
    string? ResponseCode,
    IReadOnlyList<string> Answers,
    string? Resolver,
    bool IsContacted
);
