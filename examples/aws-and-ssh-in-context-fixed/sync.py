import boto3

print(boto3.client("s3").list_buckets())
