namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>What is known of a response from its call.</summary>
/// <param name="Operation">Number of the operation.</param>
/// <param name="RequestFrame">Of the call.</param>
/// <param name="Elapsed">Nanoseconds since the call.</param>
/// <param name="Name">Of the operation; null when it is not known.</param>
/// <param name="Target">Identifier of the object that the call is for; empty when it names none.</param>
internal sealed record DceRpcFacts(int Operation, long RequestFrame, long Elapsed, string? Name, byte[] Target);
