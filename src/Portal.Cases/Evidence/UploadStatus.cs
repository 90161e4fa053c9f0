namespace Portal.Cases.Evidence;

/// <summary>How far an upload is.</summary>
/// <param name="ReceivedBytes">Where the next chunk begins.</param>
public sealed record UploadStatus(
    Guid Id,
    string Name,
    long TotalBytes,
    long ReceivedBytes,
    string UserName,
    DateTimeOffset CreatedAt
);
