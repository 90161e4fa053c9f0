using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Cases.Evidence;

internal sealed class CustodyEntryConfiguration : IEntityTypeConfiguration<CustodyEntry>
{
    public void Configure(EntityTypeBuilder<CustodyEntry> builder)
    {
        builder.Property(entry => entry.Sha256).HasMaxLength(64);
        builder.Property(entry => entry.Action).HasConversion<string>().HasMaxLength(20);
        builder.Property(entry => entry.UserId).HasMaxLength(40);
        builder.Property(entry => entry.UserName).HasMaxLength(100);
        builder.Property(entry => entry.Detail).HasMaxLength(2000);
        builder.Property(entry => entry.PreviousHash).HasMaxLength(64);
        builder.Property(entry => entry.Hash).HasMaxLength(64);
        builder.HasIndex(entry => new { entry.CaseId, entry.Sequence }).IsUnique();
        builder.HasIndex(entry => new { entry.CaseId, entry.Sha256 });
    }
}
